resource "google_service_account" "function" {
  for_each = module.list.functions

  account_id   = trimsuffix(substr("sallyport-${each.key}", 0, 30), "-")
  display_name = "Sallyport: the function ${each.key}"

  depends_on = [google_project_service.used]
}

# What a function may do in Sallyport's own project: docs/permissions.md says why.
resource "google_project_iam_custom_role" "own" {
  for_each = module.list.own_permissions

  role_id     = "sallyport_${replace(each.key, "-", "_")}"
  title       = "Sallyport: ${each.key}"
  description = "What the function ${each.key} uses in Sallyport's own project."
  permissions = each.value
}

resource "google_project_iam_member" "own" {
  for_each = module.list.own_permissions

  project = var.project
  role    = google_project_iam_custom_role.own[each.key].name
  member  = google_service_account.function[each.key].member
}

# Predefined roles, where the list of functions names some.
resource "google_project_iam_member" "predefined" {
  for_each = merge([
    for name, each in module.list.functions : { for role in each.roles : "${name} ${role}" => { name = name, role = role } }
  ]...)

  project = var.project
  role    = each.value.role
  member  = google_service_account.function[each.value.name].member
}

module "target" {
  source   = "./modules/target-project"
  for_each = var.target_projects

  project          = each.key
  members          = { for name, account in google_service_account.function : name => account.member }
  permissions      = module.list.target_permissions
  on_accounts      = module.list.account_permissions
  on_secrets       = local.permissions_on_target_secrets
  service_accounts = each.value.service_accounts
  secrets          = each.value.secrets
  audit_topics     = local.audit_topics
}
