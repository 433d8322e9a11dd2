# %% [markdown]
"""
# Glossary

One plain line for each term of the course. Search this page with Ctrl+F (Cmd+F on a Mac).

The ideas come from the sources named in the lessons. The wording is our own.
"""

# %% [markdown]
"""
## Relationship

| term | in plain words |
|---|---|
| encounter | One meeting between a customer and a company, without a before or an after. |
| relationship | Exchanges between two sides who know each other, and whose earlier exchanges shape the later ones. |
| mutual | Both sides know that the other is there, and both take part. |
| interactive | Information goes both ways: each side speaks and each side answers. |
| iterative | Each exchange starts from what the earlier ones left behind. |
| ongoing benefit | Each side gets more out of the relationship than it costs to take part. |
| change in behaviour | Both sides act differently because of what they have learnt about each other. |
| unique | It is this relationship with this customer, and no two are alike. |
"""

# %% [markdown]
"""
| term | in plain words |
|---|---|
| requires and produces trust | Some trust is needed to begin, and a good relationship leaves more of it behind. |
| mutuality | The awareness runs both ways: the company must know that this customer exists. |
| brand awareness | The customer knows the company; whether the company knows the customer is the other half. |
| cost of taking part | What a relationship asks of the customer: money, time and effort. |
| future value | What a relationship may still bring; the reason to repair a mistake today. |
| outbound message | A message the company sends out, the same for everybody; it builds no relationship. |
| convenience | Time and effort saved for the customer; a benefit like any other. |
| purchase | Buying something: one interaction. Many purchases are not yet a relationship. |
| unemotional relationship | A genuine relationship can do without feelings, and feelings alone do not make one. |
| falling satisfaction | The reported background: customers less satisfied, more complaints and boycotts, profit wanted every quarter. |
"""

# %% [markdown]
"""
## Loyalty

| term | in plain words |
|---|---|
| behavioural loyalty | The customer comes back, for whatever reason. |
| emotional loyalty | The customer is attached to the company and would miss it. |
| four combinations of loyalty | Behaviour and feeling: both, either one alone, or neither. |
| captivity | Coming back because there is no other choice. |
| five E's | One published list (Barnes): environment, expectations, emotions, experience, engagement. |
| loyalty programme | An offer that rewards customers for coming back. |
"""

# %% [markdown]
"""
## The four steps

| term | in plain words |
|---|---|
| IDIC | Four steps of treating different customers differently: Identify, Differentiate, Interact, Customize. |
| Identify | Recognise this one customer again, over time, at every touchpoint and in every channel. |
| Differentiate | Tell customers apart by their value, their behaviour and their needs. |
| Interact | Exchange information in a way that costs little and helps both sides. |
| Customize | Change what the company does, offers or says for this customer. |
| analysis pair | Identify and Differentiate: a company can do them alone, behind the scenes. |
| action pair | Interact and Customize: they need the customer to take part. |
| treating customers differently | Doing for each customer what fits that customer, instead of the same for all. |
| four companies | An exercise of the course: four different companies, one for each step. |
| Identify audit | Which organisations recognise you, by which tactics, and what keeps the others from it. |
"""

# %% [markdown]
"""
| term | in plain words |
|---|---|
| addressable | Known so well that the company can send something to this one person. |
| touchpoint | Any place or moment where customer and company meet: a counter, a call, a bill. |
| channel | The way an exchange takes: counter, telephone, app, e-mail, post. |
| silo | A department or system that keeps what it knows to itself. |
| value of a customer | What the customer is worth to the company, today and later. |
| behaviour of a customer | What a customer does: how lately, how often, for how much, in which way. |
| needs of a customer | What the customer wants from the company, and why. |
| Learning Relationship | A loop: the customer tells, the company changes, and the next exchange starts from there. |
| feedback loop | What one side does is shaped by how the other side answered last time. |
| integrating the customer | Letting what one customer says change how the company works for that customer. |
| social media | Where peers speak: their word is preferred, spreads fast, and the network lends it trust. |
"""

# %% [markdown]
"""
| term | in plain words |
|---|---|
| customer information as an asset | Knowledge about customers can be used for years, as a building or a machine can. |
| trust as a currency | Customers pay with information and loyalty only where they trust. |
| trust as the aim of IDIC | One source sees trust as what all four steps are for. |
| relevance | Remembering a customer from one exchange to the next and answering to what is different about them. |
| Goldfish Principle | A company without memory asks again, repeats itself, and shows that it did not care to remember. |
| frictionless experience | Dealings without needless effort, because they are set up for this customer. |
| Pareto claim | “20 % of customers bring 80 % of revenue”: a claim to test on data, and no law. |
| recency, frequency, monetary value | How lately, how often and for how much a customer has bought. |
| concentration | How large a share of the total comes from the largest few. |
| revenue | What customers pay; profit is what is left after the costs. |
| near miss | An example that looks like a step and is not, or is another one. |
"""

# %% [markdown]
"""
## Trust

| term | in plain words |
|---|---|
| trust | Confidence that a company is reliable, honest and able to meet expectations, every time. |
| trust is not soft | Who trusts decides faster and stays longer: trust has results that can be counted. |
| what trust brings | Loyal customers who recommend the firm, an advantage over rivals, and a business that lasts. |
| character and competence | Covey's two halves of trust: what you intend, and what you are able to do. |
| trust equation | T = (C + R + I) / S: credibility, reliability and intimacy added, divided by self-orientation. |
| credibility | Can I believe what you say? The component of words. |
| reliability | Can I depend on what you do? The component of actions. |
| intimacy | Is it safe to tell you something? The component of safety. |
| self-orientation | Whose interest do you follow? The component of focus; the higher, the less trust. |
| rational components | Credibility and reliability: facts can settle them. |
| non-rational components | Intimacy and self-orientation: they are felt. |
"""

# %% [markdown]
"""
| term | in plain words |
|---|---|
| rating | A number that somebody gives by judgement; 8 need not be twice 4. |
| scale | The lowest and the highest rating that may be given. |
| sensitivity | How much T changes when one component moves by one point. |
| elasticity | By how many per cent T changes when a component changes by one per cent. |
| break-even rule | Lowering S by one point beats raising C, R and I by one each when their mean is above S - 1. |
| reverse coding | Turning an answer round where agreeing means the opposite: on 1 to 7, 8 minus the answer. |
| mean of ratios | Everyone's own T first, then the mean. |
| ratio of means | The mean of each component first, then one T. |
| Trust Quotient | A published questionnaire of 20 questions in which people rate themselves by the trust equation. |
"""

# %% [markdown]
"""
| term | in plain words |
|---|---|
| retention | Customers stay. |
| advocacy | Customers speak for the company without being paid for it. |
| customer focus | A way of doing business that starts from the customer; technology only serves it. |
| myth of time and nearness | “Intimacy needs time and nearness.” It can come at once, and online. |
| myth of slow trust | “Trust takes time.” Some of it does, not all. |
| myth of more contact | “More customized contact is better.” Content and context decide. |
| myth of trusted companies | “People trust companies.” Mostly they trust people. |
| myth of asking | “People like to be asked.” They like to be listened to. |
"""

# %% [markdown]
"""
| term | in plain words |
|---|---|
| trusted agent | Someone who acts in the customer's interest, even against their own for now. |
| refer or sell | Send the customer to somebody who serves her better, or sell what does not fit. |
| trust used to sell | Trust that was won by good advice, spent on a sale; customers feel it. |
| needs before products | Starting from what the customer wants done, and not from what lies on the shelf. |
| corporate heresy | What pointing to a rival's product looks like to those who think the two interests opposed. |
| transparency | Customers can see prices, terms and what others say. |
| commoditization | Offers become so alike that only the price seems to differ. |
| apology | Says plainly what went wrong, takes responsibility, says what will prevent it, and offers repair. |
| forthright | Says plainly and soon what went wrong. |
| responsibility | Says: this was our doing. |
| prevention | Says what was learnt, and what will keep it from happening again. |
| repair | Something concrete that makes the harm good. |
"""

# %% [markdown]
"""
## Trustability

| term | in plain words |
|---|---|
| trustworthy | Does what it says and breaks no law. |
| trustable | Protects the customer unasked, even at a cost to itself. |
| do the right thing | Choose what is best for customer and society, even when nobody is watching. |
| do things right | Be competent and keep promises, the same way every time. |
| be proactive | See trouble coming, warn first, and solve it before the customer complains. |
| five markers | Objective reviews, warranty reminder, renewal reminder, advice against over-buying, refund unasked. |
| empathy | Feeling what the other side feels. |
| reciprocity | Giving back what one has been given. |
| relevance against trustability | The first sees what the customer sees; the second feels what the customer feels. |
"""

# %% [markdown]
"""
## The customer journey

| term | in plain words |
|---|---|
| customer journey | All touchpoints of one customer in order, from the first to the last. |
| as-is map and to-be map | The journey as it is today, and as it should be; the plan lies between. |
| gap | The distance between how it is and how it should be. |
| plan between the maps | Which gap first, who answers for it, by when, and what it costs. |
| lost recognition | The place in a journey where a customer who was known is a stranger again. |
| percentages that overlap | Shares of people who may do several things at once; their sum means nothing. |
| as reported | A figure that is passed on without its original source; use it with care. |
"""

# %% [markdown]
"""
## The internet

| term | in plain words |
|---|---|
| peer | Somebody like you, with nothing to sell; whose word you trust more than a company's. |
| misinformation | Something false, passed on in good faith. |
| disinformation | Something false, made or spread in order to deceive. |
| fake news | Something false that is dressed up as a news report. |
| conspiracy theory | A story that explains events by a secret plan, and takes every doubt as proof. |
| sensationalism | Making a story louder than the facts, to be noticed. |
| artificial intelligence | Programs that write, draw or decide in ways that once needed a person. |
| at once, everywhere, for good | How news of a company spreads today: without delay, to any place, and it stays. |
| harder and more important | The claim that trust is harder to foster than ever, and matters more. |
| spread | How far a message travels from person to person. |
| contagion | How likely a message is to pass from one person to the next. |
"""

# %% [markdown]
"""
## Reading data

| term | in plain words |
|---|---|
| data dictionary | The table that says what each column of a dataset means. |
| sample | The part that was asked or measured, out of all that could have been. |
| synthetic data | Numbers drawn by a computer, made to behave like real ones; nobody gave these answers. |
| mean | All values added and divided by how many there are. |
| share | A part divided by the whole, often given in per cent. |
| cause | What brings something about; a gap between two groups alone does not show one. |
| confounding | Two things come together, so that one seems to do what the other does. |
| finding that is not there | A gap so small that it comes and goes by chance; to say so is a result. |
| recommendation | What to do and why, by whom, by when, at what cost, and how one will see it. |
| variance | How widely values are spread around their mean. |
"""
