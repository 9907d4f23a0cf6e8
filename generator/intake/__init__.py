"""Ways to submit a story, all made from the one declaration of its fields."""
