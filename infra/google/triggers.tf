# Who calls the functions that messages start: Eventarc, in the name of this account.
resource "google_service_account" "deliveries" {
  account_id   = "sallyport-deliveries"
  display_name = "Sallyport: delivers messages to functions"

  depends_on = [google_project_service.used]
}

resource "google_cloud_run_v2_service_iam_member" "delivers" {
  for_each = module.list.deliveries

  location = var.region
  name     = google_cloudfunctions2_function.all[each.key].service_config[0].service
  role     = "roles/run.invoker"
  member   = google_service_account.deliveries.member
}

resource "google_project_iam_member" "receives_events" {
  project = var.project
  role    = "roles/eventarc.eventReceiver"
  member  = google_service_account.deliveries.member
}

# Chats call without an identity of Google's; the functions look at their signatures and tokens themselves.
resource "google_cloud_run_v2_service_iam_member" "anybody_may_call" {
  for_each = { for name, each in module.list.functions : name => each if each.http }

  location = var.region
  name     = google_cloudfunctions2_function.all[each.key].service_config[0].service
  role     = "roles/run.invoker"
  member   = "allUsers"
}
