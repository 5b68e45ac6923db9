# What Sallyport's functions have to be granted in a project that deployments are in.

terraform {
  required_version = ">= 1.5"

  required_providers {
    google = {
      source = "hashicorp/google"
    }
  }
}

resource "google_project_service" "used" {
  for_each = toset([
    "cloudresourcemanager.googleapis.com",
    "compute.googleapis.com",
    "iamcredentials.googleapis.com",
    "iap.googleapis.com",
    "secretmanager.googleapis.com",
  ])

  project            = var.project
  service            = each.key
  disable_on_destroy = false
}

locals {
  kinds = {
    target         = { permissions = var.permissions, with = "in a deployment's project" }
    accounts       = { permissions = var.on_accounts, with = "with service accounts of deployments" }
    target_secrets = { permissions = var.on_secrets, with = "with secrets that requests name" }
  }

  # A role of each function for each kind of thing, as things of two kinds are granted in places of their own.
  roles = merge([
    for kind, each in local.kinds : {
      for name, permissions in each.permissions : "${name} ${kind}" => { name = name, kind = kind, with = each.with, permissions = permissions }
    }
  ]...)

  # Each function with each account or secret that it is granted.
  on_accounts = { for pair in setproduct(keys(var.on_accounts), var.service_accounts) : join(" ", pair) => { name = pair[0], account = pair[1] } }
  on_secrets  = { for pair in setproduct(keys(var.on_secrets), var.secrets) : join(" ", pair) => { name = pair[0], secret = pair[1] } }
}

resource "google_project_iam_custom_role" "all" {
  for_each = local.roles

  project     = var.project
  role_id     = "sallyport_${replace(each.value.name, "-", "_")}_${each.value.kind}"
  title       = "Sallyport: ${each.value.name}, ${each.value.with}"
  description = "What the function ${each.value.name} uses ${each.value.with}."
  permissions = each.value.permissions
}

resource "google_project_iam_member" "resources" {
  for_each = var.permissions

  project = var.project
  role    = google_project_iam_custom_role.all["${each.key} target"].name
  member  = var.members[each.key]
}

resource "google_service_account_iam_member" "accounts" {
  for_each = local.on_accounts

  service_account_id = "projects/${var.project}/serviceAccounts/${each.value.account}"
  role               = google_project_iam_custom_role.all["${each.value.name} accounts"].name
  member             = var.members[each.value.name]
}

resource "google_secret_manager_secret_iam_member" "secrets" {
  for_each = local.on_secrets

  project   = var.project
  secret_id = each.value.secret
  role      = google_project_iam_custom_role.all["${each.value.name} target_secrets"].name
  member    = var.members[each.value.name]
}

# Who changed what in the project. Sallyport's own project has a sink only where deployments are in it.
resource "google_logging_project_sink" "changes" {
  for_each = var.audit_topics

  project                = var.project
  name                   = each.key
  destination            = "pubsub.googleapis.com/${each.value.topic}"
  unique_writer_identity = true
  filter                 = each.value.filter
}

resource "google_pubsub_topic_iam_member" "sends_changes" {
  for_each = var.audit_topics

  topic  = each.value.topic
  role   = "roles/pubsub.publisher"
  member = google_logging_project_sink.changes[each.key].writer_identity
}
