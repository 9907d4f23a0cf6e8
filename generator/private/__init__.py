"""What one reader alone gets: the gaps for the people lead, and a portfolio for its person. No artifact has it."""
