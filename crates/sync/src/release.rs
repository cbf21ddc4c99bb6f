//! A forgotten code: asking support for the key of a closed folder, and waiting for their word. The key travels sealed to a
//! pair that was made for this one request, stays in memory, and is gone with it.

use crate::remote::{Remote, Trouble};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use daybook_record::DeviceId;
use daybook_seal::RecoveryIdentity;
use daybook_store::SealedKey;
use daybook_wire::release::{ReleaseAsk, ReleaseRequest, ReleaseState};
use zeroize::{Zeroize, Zeroizing};

/// A request that waits for support. No `Debug`: whoever has it can open what they release.
pub struct Asked {
    /// To be read to support on the phone, who see the same.
    pub words: String,
    ask: ReleaseAsk,
    ours: RecoveryIdentity,
}

/// What became of it. No `Debug`: it may hold the key.
pub enum Answer {
    /// Nobody has decided yet.
    Waiting,
    /// Support said no, or it is over.
    Refused,
    /// The database's key, for [`daybook_store::Store::unlock_released`].
    Key(Zeroizing<[u8; 32]>),
}

/// Asks. The person proves herself with her password.
pub async fn begin(remote: &dyn Remote, device: DeviceId, key: &SealedKey, username: &str, password: &str) -> Result<Asked, Trouble> {
    let ours = RecoveryIdentity::fresh();
    let mut request = ReleaseRequest {
        username: username.to_owned(),
        password: password.to_owned(),
        device,
        sealed_key: BASE64.encode(&key.sealed),
        to: ours.key().to_string(),
    };
    let reply = remote.release(&request).await;
    request.password.zeroize();
    let reply = reply?;
    Ok(Asked { words: reply.words, ask: ReleaseAsk { id: reply.id, secret: reply.secret }, ours })
}

/// Asks what became of it.
pub async fn poll(remote: &dyn Remote, asked: &Asked) -> Result<Answer, Trouble> {
    Ok(match remote.release_ask(&asked.ask).await? {
        ReleaseState::Waiting => Answer::Waiting,
        ReleaseState::Refused => Answer::Refused,
        // A seal that is not ours releases nothing.
        ReleaseState::Released { sealed } => opened(&sealed, &asked.ours).map_or(Answer::Refused, Answer::Key),
    })
}

fn opened(sealed: &str, ours: &RecoveryIdentity) -> Option<Zeroizing<[u8; 32]>> {
    let key = daybook_seal::open(ours, &BASE64.decode(sealed).ok()?, 32).ok()?;
    Some(Zeroizing::new(<[u8; 32]>::try_from(key.as_slice()).ok()?))
}
