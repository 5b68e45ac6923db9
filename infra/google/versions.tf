terraform {
  required_version = ">= 1.5"

  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "6.50.0"
    }
  }

  # deploy.sh makes the bucket and names it.
  backend "gcs" {
    prefix = "sallyport"
  }
}

provider "google" {
  project                         = var.project
  region                          = var.region
  default_labels                  = local.labels
  add_terraform_attribution_label = false
}
