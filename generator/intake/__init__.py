"""Every way to hand in a story, made from the one declaration of its fields."""
