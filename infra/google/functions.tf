resource "google_storage_bucket" "packages" {
  name                        = "${var.project}-sallyport-packages"
  location                    = var.region
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  force_destroy               = !var.deletion_protection

  versioning {
    enabled = true
  }
}

# Named by their contents: a package that did not change deploys nothing, and an older one can be deployed again.
resource "google_storage_bucket_object" "package" {
  for_each = module.list.packages

  bucket = google_storage_bucket.packages.name
  name   = "${each.key}/${filesha256("${var.packages}/${each.key}.zip")}.zip"
  source = "${var.packages}/${each.key}.zip"
}

locals {
  environment = {
    for name, each in module.list.functions : name => merge(
      {
        GOOGLE_CLOUD_PROJECT       = var.project
        SALLYPORT_FUNCTION_TIMEOUT = "${each.seconds}s"
      },
      each.java_options == "" ? {} : { JAVA_TOOL_OPTIONS = each.java_options },
      { for setting in each.settings : setting => var.settings[setting] if contains(keys(var.settings), setting) },
      {
        for variable in each.secrets : variable => "${google_secret_manager_secret.all[var.secrets[variable]].name}/versions/latest"
        if contains(keys(var.secrets), variable)
      },
    )
  }
}

resource "google_cloudfunctions2_function" "all" {
  for_each = module.list.functions

  name        = "sallyport-${each.key}"
  location    = var.region
  description = each.value.entry_point

  build_config {
    runtime         = var.runtime
    entry_point     = each.value.entry_point
    service_account = google_service_account.builder.id

    source {
      storage_source {
        bucket = google_storage_bucket.packages.name
        object = google_storage_bucket_object.package[each.value.package].name
      }
    }
  }

  service_config {
    available_cpu                    = "1"
    available_memory                 = each.value.memory
    timeout_seconds                  = each.value.seconds
    max_instance_request_concurrency = each.value.concurrency
    min_instance_count               = try(var.min_instances[each.key], each.value.min_instances)
    max_instance_count               = try(var.max_instances[each.key], each.value.max_instances)
    environment_variables            = local.environment[each.key]
    ingress_settings                 = each.value.http ? "ALLOW_ALL" : "ALLOW_INTERNAL_ONLY"
    all_traffic_on_latest_revision   = true
    service_account_email            = google_service_account.function[each.key].email
  }

  dynamic "event_trigger" {
    for_each = each.value.topic == null ? [] : [each.value.topic]

    content {
      trigger_region        = var.region
      event_type            = "google.cloud.pubsub.topic.v1.messagePublished"
      pubsub_topic          = google_pubsub_topic.all[event_trigger.value].id
      retry_policy          = "RETRY_POLICY_RETRY"
      service_account_email = google_service_account.deliveries.email
    }
  }

  depends_on = [
    google_project_iam_member.builder,
    google_project_iam_member.own,
    google_secret_manager_secret_iam_member.given,
  ]
}

# Builds the functions' containers, and can do nothing else.
resource "google_service_account" "builder" {
  account_id   = "sallyport-builder"
  display_name = "Sallyport: builds the functions"

  depends_on = [google_project_service.used]
}

resource "google_project_iam_member" "builder" {
  for_each = toset(["roles/artifactregistry.writer", "roles/logging.logWriter", "roles/storage.objectViewer"])

  project = var.project
  role    = each.key
  member  = google_service_account.builder.member
}
