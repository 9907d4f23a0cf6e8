"""The pulse in words, tables and pictures: what the page, the digest and the command say of it."""
