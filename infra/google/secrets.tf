# Secrets are made empty. Their values are put in by hand, so that none is in the state, on a command line or in a log.
resource "google_secret_manager_secret" "all" {
  for_each = toset(values(var.secrets))

  secret_id           = each.key
  deletion_protection = var.deletion_protection

  replication {
    auto {}
  }

  depends_on = [google_project_service.used]
}

locals {
  # Each function with each secret that it is given and that there is.
  given_secrets = merge([
    for name, each in module.list.functions : {
      for variable in each.secrets : "${name} ${variable}" => { name = name, secret = var.secrets[variable] }
      if contains(keys(var.secrets), variable)
    }
  ]...)

  # Functions that are given no secret of Sallyport's use those that requests name.
  permissions_on_target_secrets = {
    for name, permissions in module.list.secret_permissions : name => permissions
    if length(module.list.functions[name].secrets) == 0
  }
}

resource "google_project_iam_custom_role" "secrets" {
  for_each = toset([for name in keys(module.list.secret_permissions) : name if length(module.list.functions[name].secrets) > 0])

  role_id     = "sallyport_${replace(each.key, "-", "_")}_secrets"
  title       = "Sallyport: secrets of ${each.key}"
  description = "What the function ${each.key} does with the secrets it is given."
  permissions = module.list.secret_permissions[each.key]
}

resource "google_secret_manager_secret_iam_member" "given" {
  for_each = { for key, given in local.given_secrets : key => given if contains(keys(module.list.secret_permissions), given.name) }

  secret_id = google_secret_manager_secret.all[each.value.secret].id
  role      = google_project_iam_custom_role.secrets[each.value.name].name
  member    = google_service_account.function[each.value.name].member
}
