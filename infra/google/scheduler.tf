resource "google_cloud_scheduler_job" "tick" {
  for_each = module.list.schedules

  name        = "sallyport-${each.key}"
  description = "Starts the function ${each.key}."
  region      = var.region
  schedule    = each.value
  time_zone   = "Etc/UTC"

  pubsub_target {
    topic_name = google_pubsub_topic.all[module.list.functions[each.key].topic].id
    data       = base64encode("{}")
  }
}
