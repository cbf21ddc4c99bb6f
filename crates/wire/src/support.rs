//! Review tickets: `GET /v1/tickets` → [`TicketsReply`]. The tickets that this device's changes opened.
//!
//! Tickets also come down as records of the kind `ticket` in the scope of the child's school; this list serves a device
//! that may not pull that scope.

use daybook_record::kind::Ticket;
use serde::{Deserialize, Serialize};

/// The tickets of this device, newest first, at most 1,000.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct TicketsReply {
    /// Without the values in question.
    #[schema(value_type = Vec<Object>)]
    pub tickets: Vec<Ticket>,
}
