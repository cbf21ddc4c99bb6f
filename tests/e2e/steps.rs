//! Steps
