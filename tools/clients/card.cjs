// Reads an Adaptive Card and prints what is wrong with it, and the number of its elements.
const cards = require("adaptivecards/dist/adaptivecards.js");
const context = new cards.SerializationContext();
const card = new cards.AdaptiveCard();
card.parse(JSON.parse(require("node:fs").readFileSync(process.argv[2], "utf8")), context);
const events = Array.from({ length: context.eventCount }, (_, at) => context.getEventAt(at));
const found = [...events, ...card.validateProperties().validationEvents];
const count = (element) => {
  const inner = Array.from({ length: element.getItemCount?.() ?? 0 }, (_, at) => element.getItemAt(at));
  return 1 + inner.map(count).reduce((sum, one) => sum + one, 0);
};
console.log(JSON.stringify({ problems: found.map((event) => event.message), elements: count(card) - 1 }));
