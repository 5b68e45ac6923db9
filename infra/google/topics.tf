resource "google_pubsub_topic" "all" {
  for_each = module.list.topics

  name                       = each.key
  message_retention_duration = "${7 * 24 * 3600}s"

  depends_on = [google_project_service.used]
}

# What comes to a topic that starts no function is kept for somebody to look at.
resource "google_pubsub_subscription" "kept" {
  for_each = module.list.unread_topics

  name                       = "${each.key}-kept"
  topic                      = google_pubsub_topic.all[each.key].id
  message_retention_duration = "${31 * 24 * 3600}s"

  expiration_policy {
    ttl = ""
  }
}

# Pub/Sub itself moves a message to its dead-letter topic, and takes it off the subscription
# (cloud.google.com/pubsub/docs/handling-failures#grant_forwarding_permissions).
resource "google_pubsub_topic_iam_member" "forwards_dead_letters" {
  for_each = module.list.dead_letter_topics

  topic  = google_pubsub_topic.all[each.key].id
  role   = "roles/pubsub.publisher"
  member = local.pubsub_agent
}

# Eventarc chooses the names of its subscriptions, so this cannot be granted on each of them beforehand.
resource "google_project_iam_member" "takes_dead_letters" {
  project = var.project
  role    = "roles/pubsub.subscriber"
  member  = local.pubsub_agent
}
