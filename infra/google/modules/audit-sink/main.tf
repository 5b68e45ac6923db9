terraform {
  required_version = ">= 1.5"

  required_providers {
    google = {
      source = "hashicorp/google"
    }
  }
}

variable "project" {
  description = "Id of the project whose entries are sent on."
  type        = string
}

variable "topics" {
  description = "Topics they are sent to (projects/P/topics/T), by name, each with a filter in Logging's query language."
  type        = map(object({ topic = string, filter = string }))
}

resource "google_logging_project_sink" "changes" {
  for_each = var.topics

  project                = var.project
  name                   = each.key
  destination            = "pubsub.googleapis.com/${each.value.topic}"
  unique_writer_identity = true
  filter                 = each.value.filter
}

resource "google_pubsub_topic_iam_member" "sends_changes" {
  for_each = var.topics

  topic  = each.value.topic
  role   = "roles/pubsub.publisher"
  member = google_logging_project_sink.changes[each.key].writer_identity
}
