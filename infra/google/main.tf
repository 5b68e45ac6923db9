module "list" {
  source = "./modules/functions"
  file   = "${path.module}/../functions.yaml"
}

data "google_project" "own" {
  project_id = var.project

  depends_on = [google_project_service.used]
}

locals {
  labels = merge({ app = "sallyport" }, var.labels)

  audit_topics = {
    for name, filter in module.list.audit_topics : name => { topic = google_pubsub_topic.all[name].id, filter = filter }
  }

  # Google's own account that delivers messages.
  pubsub_agent = "serviceAccount:service-${data.google_project.own.number}@gcp-sa-pubsub.iam.gserviceaccount.com"
}
