"""Images, calendars and the colour palette."""
