//! Taking a change from the field: what was recorded is kept whatever it is; what it becomes is decided here.

use super::Ingest;
use super::judge::Verdict;
use crate::db::{DbError, Origin, savepoint};
use crate::picture;
use daybook_record::{Change, DeviceId, Outcome, Reason, Receipt, UserId};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Whose batch file it is that the change stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sender {
    /// Who is signed in.
    pub user: UserId,
    /// On which device.
    pub device: DeviceId,
    /// Why all of it goes to support without being looked at further; none where it is judged as it comes.
    pub held: Option<Reason>,
}

/// What is answered for a change.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The receipt.
    pub receipt: Receipt,
    /// True where the service had it before: the receipt is the one of the first time.
    pub repeated: bool,
}

impl Ingest<'_> {
    /// Takes one change. Never lets one bad change take another with it: whatever goes wrong with this one alone is
    /// undone to where it began, and the change goes to support. An error means that the database itself is in trouble:
    /// nothing was taken, and the same file can be taken again.
    pub fn take(&self, change: &Change, sender: &Sender) -> Result<Answer, DbError> {
        if let Some(first) = self.tx.logged(self.org, change.id)? {
            return Ok(Answer { receipt: first.receipt, repeated: true });
        }
        let tried = savepoint(self.tx, |tx| {
            let inside = Ingest { tx, ..*self };
            catch_unwind(AssertUnwindSafe(|| inside.take_first_time(change, sender)))
                .unwrap_or_else(|_| Err(DbError::Refused("the rules gave way under it".to_owned())))
        });
        let receipt = match tried {
            Err(error) if error.is_lasting() => {
                tracing::error!(change = %change.id, %error, "a change could not be taken; it goes to support");
                savepoint(self.tx, |tx| Ingest { tx, ..*self }.hold(change, sender, Verdict::unjudged(Reason::Invalid)))?
            }
            tried => tried?,
        };
        picture::note(self.tx, self.org, change, sender, self.world.now())?;
        Ok(Answer { receipt, repeated: false })
    }

    fn take_first_time(&self, change: &Change, sender: &Sender) -> Result<Receipt, DbError> {
        match self.judge(change, sender)? {
            Verdict::Becomes { before, held, meanwhile } => {
                let outcome = if meanwhile { Outcome::Merged } else { Outcome::Stored };
                let receipt = self.log(change, held.version, Origin::Field, outcome)?;
                self.keep(before.as_deref(), change.kind, *held, None)?;
                Ok(receipt)
            }
            Verdict::Same { before } => {
                let sequence = self.tx.next_sequence(self.org)?;
                let receipt = self.log(change, sequence, Origin::Field, Outcome::AlreadyHave)?;
                // It was made without a look at what is held, and may have come down while this one waited: then the device
                // went on showing its own words (another hour, another name, a field less). It goes down once more.
                if change.base.is_none_or(|base| base < before.held.version) {
                    self.touch(&before, None)?;
                }
                Ok(receipt)
            }
            Verdict::Joins(ticket) => {
                let sequence = self.tx.next_sequence(self.org)?;
                let outcome = Outcome::WithSupport { ticket: ticket.number, reason: ticket.reason };
                self.log(change, sequence, Origin::Field, outcome)
            }
            held @ Verdict::Held { .. } => self.hold(change, sender, held),
        }
    }
}
