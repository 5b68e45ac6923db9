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

# What a function may do with the project's resources.
resource "google_project_iam_custom_role" "resources" {
  for_each = var.permissions

  project     = var.project
  role_id     = "sallyport_${replace(each.key, "-", "_")}_target"
  title       = "Sallyport: ${each.key}, in a deployment's project"
  description = "What the function ${each.key} uses in a project that deployments are in."
  permissions = each.value
}

resource "google_project_iam_member" "resources" {
  for_each = var.permissions

  project = var.project
  role    = google_project_iam_custom_role.resources[each.key].name
  member  = var.members[each.key]
}

# What a function may do with service accounts, and with which.
resource "google_project_iam_custom_role" "accounts" {
  for_each = var.on_accounts

  project     = var.project
  role_id     = "sallyport_${replace(each.key, "-", "_")}_accounts"
  title       = "Sallyport: ${each.key}, with service accounts"
  description = "What the function ${each.key} does with the service accounts of deployments."
  permissions = each.value
}

resource "google_service_account_iam_member" "accounts" {
  for_each = {
    for pair in setproduct(keys(var.on_accounts), var.service_accounts) :
    join(" ", pair) => { name = pair[0], account = pair[1] }
  }

  service_account_id = "projects/${var.project}/serviceAccounts/${each.value.account}"
  role               = google_project_iam_custom_role.accounts[each.value.name].name
  member             = var.members[each.value.name]
}

# What a function may do with secrets, and with which.
resource "google_project_iam_custom_role" "secrets" {
  for_each = var.on_secrets

  project     = var.project
  role_id     = "sallyport_${replace(each.key, "-", "_")}_target_secrets"
  title       = "Sallyport: ${each.key}, with secrets that requests name"
  description = "What the function ${each.key} does with the secrets of OAuth clients."
  permissions = each.value
}

resource "google_secret_manager_secret_iam_member" "secrets" {
  for_each = {
    for pair in setproduct(keys(var.on_secrets), var.secrets) :
    join(" ", pair) => { name = pair[0], secret = pair[1] }
  }

  project   = var.project
  secret_id = each.value.secret
  role      = google_project_iam_custom_role.secrets[each.value.name].name
  member    = var.members[each.value.name]
}

module "audit" {
  source = "../audit-sink"

  project = var.project
  topics  = var.audit_topics
}
