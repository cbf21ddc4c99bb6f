//! Devices with wrong clocks: what they record is taken, and marked.

use crate::ground::{Ground, ORG, child};
use daybook_record::{Change, Made, Moment, Outcome, World as _};
use daybook_server::db::Doubt;

fn made(change: Change, at: Moment, offset_seconds: Option<i64>) -> Change {
    Change { made: Made { at, offset_seconds, ..change.made }, ..change }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_suspicious_time_is_marked_and_never_refused() {
    let ground = Ground::new().await;
    let nadia = ground.sign_in("nadia").await;
    let now = ground.world.now();
    let (minute, day, year) = (60, 24 * 3600, 365 * 24 * 3600);
    let table = [
        (0, Some(0), None, "now"),
        (-300 * day, Some(0), None, "a device in a drawer since last season"),
        (9 * minute, Some(0), None, "a few minutes are nobody's fault"),
        (12 * minute, Some(0), Some(Doubt::Ahead), "it is still to come"),
        (2 * year, Some(-2 * year), None, "years ahead, and known to be"),
        (0, Some(2 * year), Some(Doubt::Ahead), "corrected, it is still to come"),
        (-401 * day, Some(0), Some(Doubt::LongAgo), "longer ago than anybody is offline"),
        (0, None, None, "never compared, and possible"),
        (12 * minute, None, Some(Doubt::Unmeasured), "never compared, and not possible"),
        (-2 * year, None, Some(Doubt::Unmeasured), "never compared, and years behind"),
        (i64::MAX / 2, Some(i64::MAX), Some(Doubt::Ahead), "nonsense is no fault of the arithmetic"),
    ];
    for (late, offset, doubt, because) in table {
        let note = made(nadia.note(child(0), because), now.plus_seconds(late), offset);
        let reply = nadia.push(std::slice::from_ref(&note)).await;
        assert_eq!(reply.receipts[0].outcome, Outcome::Stored, "{because}");
        let logged = ground.tell(|_, tx| tx.logged(ORG, note.id).unwrap().unwrap());
        assert_eq!(logged.time_suspect, doubt, "{because}");
    }
}
