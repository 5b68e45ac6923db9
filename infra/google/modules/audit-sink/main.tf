terraform {
  required_version = ">= 1.5"

  required_providers {
    google = {
      source = "hashicorp/google"
    }
  }
}

variable "project" {
  description = "Id of the project whose audit log entries are sent on."
  type        = string
}

variable "topics" {
  description = "Topics they are sent to, by name: full names, projects/P/topics/T."
  type        = map(string)
}

# Admin activity of what deployments are made of, and of who may use them.
resource "google_logging_project_sink" "changes" {
  for_each = var.topics

  project                = var.project
  name                   = each.key
  destination            = "pubsub.googleapis.com/${each.value}"
  unique_writer_identity = true

  filter = <<-EOT
    log_id("cloudaudit.googleapis.com/activity")
    protoPayload.serviceName=("compute.googleapis.com" OR "iap.googleapis.com" OR "cloudresourcemanager.googleapis.com")
  EOT
}

resource "google_pubsub_topic_iam_member" "sends_changes" {
  for_each = var.topics

  topic  = each.value
  role   = "roles/pubsub.publisher"
  member = google_logging_project_sink.changes[each.key].writer_identity
}
