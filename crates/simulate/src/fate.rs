//! What becomes of a request on its way: decided by the weather and the dice, for every request anew.

use crate::dice::Dice;
use serde::{Deserialize, Serialize};

/// What the link is like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Weather {
    /// Everything arrives, soon.
    Good,
    /// So many requests in a hundred meet something.
    Rough(u64),
    /// It is there for so many milliseconds and gone for as many.
    Flapping(u64),
    /// Nothing arrives.
    Cut,
    /// A captive portal answers everything.
    Portal,
    /// What stands before the service answers with errors.
    Failing,
    /// Somebody stands between with a certificate that is not the service's.
    Intercepted,
    /// The service calls every token over, however fresh: its clocks do not agree.
    Forgetful,
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
    /// The connection is reset at once.
    Reset,
    /// It arrives, is done, and the answer never comes back.
    ReplyLost,
    /// It arrives twice; the second answer comes back.
    Twice,
    /// It arrives twice at the same time: the second is done in the middle of the first.
    AtOnce,
    /// It arrives, and once more much later.
    AgainLater,
    /// It is given up, and arrives after what was asked later.
    Overtaken,
    /// Half of the body arrives.
    HalfBody,
    /// A captive portal answers 200 with a page.
    Portal,
    /// A redirect to a login page.
    Redirect,
    /// Something in front answers 502 without a word of ours.
    BadGateway,
    /// Something in front answers 503 with `Retry-After`, and a page.
    BadGatewayWaits,
    /// The service says that it is starting, and when to come back.
    Unavailable,
    /// The service asks for patience.
    SlowDown,
    /// A proxy in front asks for patience.
    ProxySlowDown,
    /// A proxy finds it too large.
    TooLarge,
    /// The token is over.
    TokenOver,
    /// The connection breaks in the middle of the answer.
    HalfReply,
    /// An answer ends in the middle and nobody says so.
    CutReply,
    /// A cache answers what it saw last for the same address.
    OldReply,
    /// The certificate is not the service's.
    WrongCertificate,
}

const ROUGH: &[(u64, Fate)] = &[
    (4, Fate::Late),
    (4, Fate::RequestLost),
    (2, Fate::Reset),
    (7, Fate::ReplyLost),
    (4, Fate::Twice),
    (4, Fate::AtOnce),
    (3, Fate::AgainLater),
    (3, Fate::Overtaken),
    (4, Fate::HalfBody),
    (1, Fate::Portal),
    (1, Fate::Redirect),
    (1, Fate::BadGateway),
    (1, Fate::BadGatewayWaits),
    (2, Fate::Unavailable),
    (1, Fate::SlowDown),
    (1, Fate::ProxySlowDown),
    (2, Fate::TooLarge),
    (2, Fate::TokenOver),
    (2, Fate::HalfReply),
    (1, Fate::CutReply),
    (2, Fate::OldReply),
    (1, Fate::WrongCertificate),
];

/// What becomes of the next request, at this time.
pub fn fate(weather: Weather, now_ms: u64, dice: &mut Dice) -> Fate {
    match weather {
        Weather::Good => Fate::Pass,
        Weather::Rough(percent) if dice.percent(percent) => *dice.weighted(ROUGH),
        Weather::Rough(_) => Fate::Pass,
        Weather::Flapping(ms) if (now_ms / ms.max(1)).is_multiple_of(2) => Fate::Pass,
        Weather::Flapping(_) => *dice.weighted(&[(2, Fate::RequestLost), (2, Fate::Reset), (1, Fate::ReplyLost), (1, Fate::HalfReply)]),
        Weather::Cut => Fate::RequestLost,
        Weather::Portal => *dice.weighted(&[(3, Fate::Portal), (1, Fate::Redirect)]),
        Weather::Failing => *dice.weighted(&[(2, Fate::BadGateway), (1, Fate::Unavailable), (1, Fate::ReplyLost)]),
        Weather::Intercepted => Fate::WrongCertificate,
        Weather::Forgetful => Fate::TokenOver,
    }
}
