globalThis.shareForm = {
 "people": {
  "ana": "Ana Óscoz"
 },
 "most": {
  "themes": 4
 },
 "longest": {
  "title": 160,
  "summary": 280
 },
 "sentences": {
  "missing date": {
   "code": "S102",
   "message": "\"date\" is missing",
   "hint": "add \"date: 2026-10-14\" or the like"
  },
  "missing givers": {
   "code": "S102",
   "message": "\"givers\" is missing",
   "hint": "add \"givers: maria\" or the like"
  },
  "missing receivers": {
   "code": "S102",
   "message": "\"receivers\" is missing",
   "hint": "add \"receivers: sam\" or the like"
  },
  "long title": {
   "code": "S110",
   "message": "\"title\" is {over} characters too long ({length} of 160)",
   "hint": "shorten it; the story itself has room for more"
  },
  "long by one title": {
   "code": "S110",
   "message": "\"title\" is {over} character too long ({length} of 160)",
   "hint": "shorten it; the story itself has room for more"
  },
  "long summary": {
   "code": "S110",
   "message": "\"summary\" is {over} characters too long ({length} of 280)",
   "hint": "shorten it; the story itself has room for more"
  },
  "long by one summary": {
   "code": "S110",
   "message": "\"summary\" is {over} character too long ({length} of 280)",
   "hint": "shorten it; the story itself has room for more"
  },
  "missing body": {
   "code": "S124",
   "message": "the story has no prose",
   "hint": "write a sentence or two below the second \"---\", or a summary"
  },
  "form date": {
   "code": "S103",
   "message": "\"{value}\" is not a date",
   "hint": "write it as year-month-day, for example 2026-10-14"
  },
  "impossible date": {
   "code": "S108",
   "message": "\"{value}\" is not a day of the calendar",
   "hint": "look at the year, the month and the day"
  },
  "future date": {
   "code": "S109",
   "message": "{value} is in the future (today is {today})",
   "hint": "write the day on which it happened"
  },
  "alone givers": {
   "code": "S112",
   "message": "\"{value}\" is both the giver and the only receiver",
   "hint": "name who received; a story needs two"
  },
  "many themes": {
   "code": "S110",
   "message": "\"themes\" has {value} entries, at most 4 fit",
   "hint": "keep those that matter most"
  },
  "html body": {
   "code": "S118",
   "message": "HTML stands in the story: {value}",
   "hint": "use Markdown; for a \u003c that is only a \u003c, write \\\u003c or put the words in `backquotes`"
  },
  "html b body": {
   "code": "S118",
   "message": "HTML stands in the story: {value}",
   "hint": "write **words** for bold words"
  },
  "html strong body": {
   "code": "S118",
   "message": "HTML stands in the story: {value}",
   "hint": "write **words** for bold words"
  },
  "html i body": {
   "code": "S118",
   "message": "HTML stands in the story: {value}",
   "hint": "write *words* for words in italics"
  },
  "html em body": {
   "code": "S118",
   "message": "HTML stands in the story: {value}",
   "hint": "write *words* for words in italics"
  },
  "html p body": {
   "code": "S118",
   "message": "HTML stands in the story: {value}",
   "hint": "delete the tags; an empty line begins a paragraph"
  },
  "html div body": {
   "code": "S118",
   "message": "HTML stands in the story: {value}",
   "hint": "delete the tags; an empty line begins a paragraph"
  },
  "html br body": {
   "code": "S118",
   "message": "HTML stands in the story: {value}",
   "hint": "delete the tags; an empty line begins a paragraph"
  },
  "html span body": {
   "code": "S118",
   "message": "HTML stands in the story: {value}",
   "hint": "delete the tags; an empty line begins a paragraph"
  },
  "html ul body": {
   "code": "S118",
   "message": "HTML stands in the story: {value}",
   "hint": "begin each entry of a list with \"- \""
  },
  "html ol body": {
   "code": "S118",
   "message": "HTML stands in the story: {value}",
   "hint": "begin each entry of a list with \"- \""
  },
  "html li body": {
   "code": "S118",
   "message": "HTML stands in the story: {value}",
   "hint": "begin each entry of a list with \"- \""
  },
  "html h1 body": {
   "code": "S118",
   "message": "HTML stands in the story: {value}",
   "hint": "begin a heading with \"## \""
  },
  "html h2 body": {
   "code": "S118",
   "message": "HTML stands in the story: {value}",
   "hint": "begin a heading with \"## \""
  },
  "html h3 body": {
   "code": "S118",
   "message": "HTML stands in the story: {value}",
   "hint": "begin a heading with \"## \""
  },
  "html h4 body": {
   "code": "S118",
   "message": "HTML stands in the story: {value}",
   "hint": "begin a heading with \"## \""
  },
  "html a body": {
   "code": "S118",
   "message": "HTML stands in the story: {value}",
   "hint": "write a link as [its words](https://example.com/)"
  },
  "html img body": {
   "code": "S118",
   "message": "HTML stands in the story: {value}",
   "hint": "put the picture beside the story and name it in the field \"image\", with its alt text"
  },
  "http body": {
   "code": "S119",
   "message": "the link goes to \"http://{value}\"",
   "hint": "write https://{value}, if the page is there too"
  },
  "link body": {
   "code": "S119",
   "message": "the link goes to \"{value}\"",
   "hint": "links begin with https:// or mailto:"
  },
  "picture body": {
   "code": "S123",
   "message": "a picture stands in the prose",
   "hint": "put it beside the story and name it in the field \"image\", with its alt text"
  }
 },
 "newFile": {
  "where": "GitHub",
  "page": "https://git.bench.example/stories/new/main",
  "name": "filename",
  "text": "value"
 },
 "mail": null,
 "site": "Told at the bench"
};
