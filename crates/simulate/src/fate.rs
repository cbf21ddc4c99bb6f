//! What becomes of a request on its way: decided by the weather and the dice, for every request anew.

use crate::dice::Dice;

/// What the link is like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weather {
    /// Everything arrives, soon.
    Good,
    /// So many requests in a hundred meet something.
    Rough(u64),
    /// Nothing arrives.
    Cut,
    /// A captive portal answers everything.
    Portal,
    /// What stands before the service answers with errors.
    Failing,
}

/// What becomes of one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It arrives, and the answer comes back.
    Pass,
    /// It arrives late, and the answer may be later than anybody waits.
    Late,
    /// It never arrives.
    RequestLost,
    /// It arrives, is done, and the answer never comes back.
    ReplyLost,
    /// It arrives twice; the second answer comes back.
    Twice,
    /// It arrives, and once more much later.
    AgainLater,
    /// Half of the body arrives.
    HalfBody,
    /// A captive portal answers 200 with a page.
    Portal,
    /// A redirect to a login page.
    Redirect,
    /// Something in front answers 502 without a word of ours.
    BadGateway,
    /// The service says that it is starting, and when to come back.
    Unavailable,
    /// The service asks for patience.
    SlowDown,
    /// A proxy finds it too large.
    TooLarge,
    /// The token is over.
    TokenOver,
    /// An answer of ours that breaks off in the middle.
    HalfReply,
}

const ROUGH: &[(u64, Fate)] = &[
    (4, Fate::Late),
    (5, Fate::RequestLost),
    (7, Fate::ReplyLost),
    (4, Fate::Twice),
    (3, Fate::AgainLater),
    (4, Fate::HalfBody),
    (1, Fate::Portal),
    (1, Fate::Redirect),
    (2, Fate::BadGateway),
    (2, Fate::Unavailable),
    (2, Fate::SlowDown),
    (2, Fate::TooLarge),
    (2, Fate::TokenOver),
    (2, Fate::HalfReply),
];

/// What becomes of the next request.
pub fn fate(weather: Weather, dice: &mut Dice) -> Fate {
    match weather {
        Weather::Good => Fate::Pass,
        Weather::Rough(percent) if dice.percent(percent) => *dice.weighted(ROUGH),
        Weather::Rough(_) => Fate::Pass,
        Weather::Cut => Fate::RequestLost,
        Weather::Portal => *dice.weighted(&[(3, Fate::Portal), (1, Fate::Redirect)]),
        Weather::Failing => *dice.weighted(&[(2, Fate::BadGateway), (1, Fate::Unavailable), (1, Fate::ReplyLost)]),
    }
}
