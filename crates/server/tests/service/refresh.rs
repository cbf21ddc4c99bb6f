//! Going on with a refresh token: a lost reply signs nobody out, and a stolen token does not go unseen.

use crate::ground::{Ground, Laptop, good, refused};
use daybook_wire::code::Code;
use daybook_wire::session::{RefreshRequest, Tokens};

async fn exchange(ground: &Ground, token: &str) -> Result<Tokens, Code> {
    let request = || ground.client.post(ground.url("/v1/refresh")).json(&RefreshRequest { refresh: token.into() });
    let response = request().send().await.unwrap();
    if response.status().is_success() { Ok(response.json().await.unwrap()) } else { Err(crate::ground::refusal(response).await.code) }
}

impl Laptop {
    fn with(&self, tokens: &Tokens) -> Laptop {
        let (client, url, world) = (self.client.clone(), self.url.clone(), self.world.clone());
        let (access, refresh) = (tokens.access.clone(), tokens.refresh.clone());
        Laptop { client, url, access, refresh, device: self.device, user: self.user, world }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_reply_to_a_refresh_signs_nobody_out() {
    let ground = Ground::new().await;
    let nadia = ground.sign_in("nadia").await;
    let lost = exchange(&ground, &nadia.refresh).await.ok().unwrap();
    let lost_too = exchange(&ground, &nadia.refresh).await.ok().unwrap();
    let next = exchange(&ground, &nadia.refresh).await.ok().unwrap();
    nadia.with(&next).hello().await;
    // What was lost on the way opens nothing for whoever finds it.
    for lost in [&lost, &lost_too] {
        assert_eq!(refused(nadia.with(lost).hello_request()).await.code, Code::TokenExpired);
    }
    nadia.with(&next).hello().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refresh_token_that_comes_again_after_its_successor_was_used_ends_the_session() {
    for by_access in [true, false] {
        let ground = Ground::new().await;
        let nadia = ground.sign_in("nadia").await;
        let mut next = exchange(&ground, &nadia.refresh).await.ok().unwrap();
        if by_access {
            nadia.with(&next).hello().await;
        } else {
            next = exchange(&ground, &next.refresh).await.ok().unwrap();
        }
        assert_eq!(exchange(&ground, &nadia.refresh).await.err(), Some(Code::SignInAgain));
        assert_eq!(refused(nadia.with(&next).hello_request()).await.code, Code::SignInAgain);
        assert_eq!(exchange(&ground, &next.refresh).await.err(), Some(Code::SignInAgain));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pair_that_was_replaced_and_comes_all_the_same_ends_the_session() {
    let ground = Ground::new().await;
    let nadia = ground.sign_in("nadia").await;
    let hers = exchange(&ground, &nadia.refresh).await.ok().unwrap();
    let stolen = exchange(&ground, &nadia.refresh).await.ok().unwrap();
    nadia.with(&stolen).hello().await;
    assert_eq!(exchange(&ground, &hers.refresh).await.err(), Some(Code::SignInAgain));
    assert_eq!(refused(nadia.with(&stolen).hello_request()).await.code, Code::SignInAgain);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_refreshes_at_once_exactly_one_pair_lives() {
    let ground = Ground::new().await;
    for _ in 0..10 {
        let nadia = ground.sign_in("nadia").await;
        let (one, other) = tokio::join!(exchange(&ground, &nadia.refresh), exchange(&ground, &nadia.refresh));
        let mut alive = Vec::new();
        for tokens in [one.ok().unwrap(), other.ok().unwrap()] {
            if nadia.with(&tokens).hello_request().send().await.unwrap().status().is_success() {
                alive.push(tokens);
            }
        }
        assert_eq!(alive.len(), 1);
        let next = exchange(&ground, &alive[0].refresh).await.ok().unwrap();
        let _: daybook_wire::session::HelloReply = good(nadia.with(&next).hello_request()).await;
    }
}
