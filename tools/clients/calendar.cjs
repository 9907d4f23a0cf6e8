// Reads calendars and prints, for each, how many entries it has and how often it is to be fetched again.
const { readFileSync } = require("node:fs");
const loaded = require("ical.js");
const ICAL = loaded.default ?? loaded;
const read = (path) => {
  const calendar = new ICAL.Component(ICAL.parse(readFileSync(path, "utf8")));
  const events = calendar.getAllSubcomponents("vevent").map((entry) => new ICAL.Event(entry));
  const bad = events.filter((event) => event.endDate.compare(event.startDate) <= 0 || !event.uid);
  return { events: events.length, bad: bad.length, again: String(calendar.getFirstPropertyValue("refresh-interval")) };
};
console.log(JSON.stringify(process.argv.slice(2).map(read)));
