//! Whether anything works at all.

use crate::Told;
use crate::ground::Ground;

pub async fn the_app_opens_on_the_sign_in_page(ground: &Ground) -> Told {
    let window = ground.device()?.open(ground).await?;
    window.see("sign-in").await?;
    ground.album.look(&window, "sign-in").await?;
    window.close().await
}
