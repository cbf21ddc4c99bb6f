//! axe-core on the page as the webview draws it, where colours and sizes are real ones.

use crate::Told;
use crate::window::Window;
use serde_json::Value;
use std::path::Path;

/// What axe calls serious or critical. What it calls moderate or minor is for people to weigh.
pub async fn serious_findings(window: &Window, page: &str) -> Told<Vec<String>> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/node_modules/axe-core/axe.min.js");
    let axe = std::fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    let script = format!(
        "const done = arguments[arguments.length - 1];
         if (!window.axe) {{ {axe} }}
         window.axe.run(document, {{ resultTypes: ['violations'] }}).then((found) => done(found.violations), (error) => done(String(error)));"
    );
    let found = window.ask(&script).await?;
    let violations = found.as_array().ok_or_else(|| format!("axe could not look at {page}: {found}"))?;
    let serious = violations.iter().filter(|one| matches!(one["impact"].as_str(), Some("serious" | "critical")));
    Ok(serious.map(|violation| format!("    on {page}: {}", said(violation))).collect())
}

fn said(violation: &Value) -> String {
    let nodes = violation["nodes"].as_array().into_iter().flatten().take(3);
    let places: Vec<_> = nodes.map(|node| format!("{} {}", node["target"], node["failureSummary"].as_str().unwrap_or_default())).collect();
    format!("{} ({}): {}\n      {}", violation["id"], violation["impact"], violation["help"], places.join("\n      "))
}
