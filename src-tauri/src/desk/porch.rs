//! Coming in: a first sign-in, the code that goes with it, and unlocking.

use super::Desk;
use super::arriving::{Arriving, How};
use crate::dto::ErrorCode;
use crate::error::Refused;
use daybook_record::UserId;
use daybook_store::{OfflineCode, PersonFolder, Profile, Store, Tokens};
use daybook_sync::levers_of;

impl Desk {
    /// The service knows her; what is left is the code for this device. Refused where her work lies here already, unless
    /// that is to be set aside.
    pub fn arrives(&self, profile: Profile, tokens: Tokens, set_aside: bool) -> Result<(), Refused> {
        if !set_aside && self.folder_of(profile.person).is_ok() {
            return Err(ErrorCode::AlreadyHere.into());
        }
        let name = profile.name();
        let arriving = Arriving::new(name, How::SignedIn { profile: Box::new(profile), tokens, set_aside });
        {
            let mut state = self.state();
            (state.arriving, state.browsing) = (Some(arriving), None);
        }
        self.ring();
        Ok(())
    }

    /// The words that will open this device: those shown before, or others.
    pub fn suggest_code(&self, others: bool) -> Result<Vec<String>, Refused> {
        let mut state = self.state();
        let arriving = state.arriving.as_mut().ok_or(ErrorCode::NotFound)?;
        arriving.words(others)
    }

    /// A passphrase of her own instead.
    pub fn propose_code(&self, passphrase: &str) -> Result<(), Refused> {
        self.state().arriving.as_mut().ok_or(ErrorCode::NotFound)?.propose(passphrase)
    }

    /// She has the code: only now something is written to the disk, and the desk is open.
    pub fn confirm_code(&self, typed: &str) -> Result<(), Refused> {
        let (code, how) = {
            let state = self.state();
            let arriving = state.arriving.as_ref().ok_or(ErrorCode::NotFound)?;
            (arriving.check(typed)?, arriving.how())
        };
        let store = match how {
            How::SignedIn { profile, tokens, set_aside } => {
                if set_aside && self.folder_of(profile.person).is_ok() {
                    self.start_again(profile.person)?;
                }
                let store = Store::create(&self.settings.folder, &code, &profile, self.settings.hardness(), self.world.as_ref())?;
                store.set_tokens(Some(&tokens))?;
                store
            }
            How::Released { folder, key } => Store::unlock_released(&folder, &key, &code, self.settings.hardness(), self.world.as_ref())?,
        };
        self.open(store)
    }

    /// She does not come in after all. Nothing was kept.
    pub fn turns_back(&self) {
        {
            let mut state = self.state();
            (state.arriving, state.browsing) = (None, None);
        }
        self.ring();
    }

    /// Her session was over, and the service knows her again.
    pub async fn renews(&self, profile: Profile, tokens: Tokens) -> Result<(), Refused> {
        // Another person's session must never send, or fetch into, this person's store.
        if profile.person != self.at_work()?.store.profile().person {
            return Err(ErrorCode::AnotherPerson.into());
        }
        self.with_store(move |store| {
            store.set_profile(&profile)?;
            Ok(store.set_tokens(Some(&tokens))?)
        })
        .await?;
        self.ring();
        Ok(())
    }

    /// Opens her folder with her code. Works without any network, unless the service was not heard for too long.
    pub fn unlock(&self, person: UserId, code: &str) -> Result<(), Refused> {
        let folder = self.folder_of(person)?;
        if folder.is_expired(self.world.now()) {
            return Err(ErrorCode::Expired.into());
        }
        self.open(self.try_code(&folder, code)?)
    }

    /// Her store, by her code. What is too short to be anybody's code is simply wrong, and costs a try like any other.
    pub fn try_code(&self, folder: &PersonFolder, code: &str) -> Result<Store, Refused> {
        Ok(Store::unlock(&folder.folder, &OfflineCode::attempt(code), self.world.as_ref())?)
    }

    /// The service knows her again, and her code opened her store.
    pub fn comes_back(&self, store: Store, profile: &Profile, tokens: &Tokens) -> Result<(), Refused> {
        // Another person's session must never send, or fetch into, this person's store.
        if profile.person != store.profile().person {
            return Err(ErrorCode::AnotherPerson.into());
        }
        store.set_profile(profile)?;
        store.set_tokens(Some(tokens))?;
        store.note_contact(self.world.now(), levers_of(&store)?.expires_after_days)?;
        self.open(store)
    }

    /// Her folder on this device.
    pub fn folder_of(&self, person: UserId) -> Result<PersonFolder, Refused> {
        Ok(self.folders().into_iter().find(|folder| folder.person == person).ok_or(ErrorCode::NotFound)?)
    }
}
