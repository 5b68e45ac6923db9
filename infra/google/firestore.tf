resource "google_firestore_database" "state" {
  name                              = "(default)"
  location_id                       = coalesce(var.firestore_location, var.region)
  type                              = "FIRESTORE_NATIVE"
  point_in_time_recovery_enablement = "POINT_IN_TIME_RECOVERY_ENABLED"
  delete_protection_state           = var.deletion_protection ? "DELETE_PROTECTION_ENABLED" : "DELETE_PROTECTION_DISABLED"
  deletion_policy                   = var.deletion_protection ? "ABANDON" : "DELETE"

  depends_on = [google_project_service.used]
}

# Every query is by one field, for which Firestore has indexes of its own. What runs out is deleted by the field that
# says when; that field needs no index, and one would be a hot spot (firebase.google.com/docs/firestore/ttl).
resource "google_firestore_field" "expires" {
  for_each = toset(["chatRequests", "claims", "deadLetters", "events", "notices", "plans"])

  database   = google_firestore_database.state.name
  collection = each.key
  field      = "expires"

  ttl_config {}
  index_config {}
}

# Long texts that nobody looks for.
resource "google_firestore_field" "unindexed" {
  for_each = {
    blueprint = "deployments"
    request   = "deployments"
    evidence  = "deployments"
    stages    = "deployments"
    plan      = "plans"
    record    = "compliance"
  }

  database   = google_firestore_database.state.name
  collection = each.value
  field      = each.key

  index_config {}
}

resource "google_firestore_backup_schedule" "daily" {
  database  = google_firestore_database.state.name
  retention = "${14 * 24 * 3600}s"

  daily_recurrence {}
}

resource "google_firestore_backup_schedule" "weekly" {
  database  = google_firestore_database.state.name
  retention = "${14 * 7 * 24 * 3600}s"

  weekly_recurrence {
    day = "SUNDAY"
  }
}
