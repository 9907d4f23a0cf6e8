"""The outputs of the website, one module each."""
