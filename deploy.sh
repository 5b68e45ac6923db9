#!/usr/bin/env bash
# Puts Sallyport into a project of Google Cloud: checks, builds, plans, applies, tries it out, and says what is left to do
# by hand. It can be run again at any time, and goes on where it was stopped.
set -euo pipefail

readonly PACKAGES=target/packages DEPLOY=target/deploy
readonly EPOCH=2026-11-01T00:00:00Z # the time of every entry, so that equal packages have equal names
readonly BAD_ARGUMENTS=2 MISSING_TOOLS=3 MISSING_RIGHTS=4 NO_CLOUD=5 REFUSED=6

readonly RIGHTS=(
  cloudfunctions.functions.create
  cloudscheduler.jobs.create
  datastore.databases.create
  eventarc.triggers.create
  iam.roles.create
  iam.serviceAccounts.actAs
  iam.serviceAccounts.create
  logging.sinks.create
  monitoring.alertPolicies.create
  pubsub.topics.create
  resourcemanager.projects.setIamPolicy
  run.services.setIamPolicy
  secretmanager.secrets.create
  serviceusage.services.enable
  storage.buckets.create
)

usage() {
  cat <<'TEXT'
Usage: ./deploy.sh --project PROJECT --region REGION [OPTION]...

  --project ID              the project that Sallyport itself runs in
  --region REGION           where its functions run, such as us-central1
  --vars FILE               further variables for Terraform, .tfvars or .tfvars.json: infra/google/README.md lists them
  --slack-secret NAME       the secret in Secret Manager that holds Slack's signing secret; its name, never its value
  --slack-token NAME        the one that holds Slack's bot token
  --slack-channel ID        the channel that is told of runs
  --button-secret NAME      the one that holds the key that buttons are sealed with
  --provision REQUEST       tries it out with this request, such as examples/lab.json; without it, by a plan only
  --no-smoke-test           tries nothing out
  --dry-run                 shows every change and makes none
  --destroy                 takes everything down; refused while deployments are there
  --yes                     asks nothing
  --help

Exit codes: 0 done, 1 something failed, 2 bad arguments, 3 a tool is missing or too old, 4 rights are missing,
5 Google Cloud cannot be reached, 6 refused.
TEXT
}

main() {
  cd -P "$(dirname "${BASH_SOURCE[0]}")"
  read_arguments "$@"
  step 'Tools'
  check_tools
  mkdir -p "$DEPLOY"
  write_variables
  if [ -n "$destroy" ]; then
    destroy
    return
  fi
  step 'Packages'
  build
  list_functions
  step 'Project'
  check_project
  step 'Plan'
  prepare_state
  plan
  if [ -n "$dry_run" ]; then
    printf '\nA dry run: nothing was changed.\n'
    return
  fi
  step 'Apply'
  apply
  step 'Deliveries'
  set_deliveries
  step 'Smoke test'
  try_out
  step 'Left to do by hand'
  by_hand
}

step() {
  printf '\n== %s\n' "$1"
}

# Says each fault on a line of its own.
fail() {
  local code=$1
  shift
  printf 'deploy.sh: %s\n' "$@" >&2
  exit "$code"
}

read_arguments() {
  project='' region='' vars='' slack_secret='' slack_token='' slack_channel='' button_secret='' provision=''
  smoke_test=yes dry_run='' destroy='' yes=''
  faults=()
  while [ $# -gt 0 ]; do
    case $1 in
      --help) usage && exit 0 ;;
      --dry-run) dry_run=yes ;;
      --destroy) destroy=yes ;;
      --yes) yes=yes ;;
      --no-smoke-test) smoke_test='' ;;
      --project | --region | --vars | --slack-secret | --slack-token | --slack-channel | --button-secret | --provision)
        if [ $# -lt 2 ] || [ "${2#--}" != "$2" ]; then
          faults+=("$1: needs a value")
        else
          set_option "$1" "$2"
          shift
        fi
        ;;
      *) faults+=("$1: unknown; --help lists what there is") ;;
    esac
    shift
  done
  check_arguments
  [ "${#faults[@]}" = 0 ] || fail "$BAD_ARGUMENTS" "${faults[@]}"
}

set_option() {
  local name=${1#--}
  printf -v "${name//-/_}" '%s' "$2"
}

check_arguments() {
  demand --project "$project" '^[a-z][a-z0-9-]{4,28}[a-z0-9]$' 'the id of a project, such as my-project-1'
  demand --region "$region" '^[a-z]+-[a-z]+[0-9]+$' 'a region, such as us-central1'
  demand --slack-secret "${slack_secret:-a}" '^[A-Za-z0-9_-]{1,255}$' 'the name of a secret in Secret Manager, not its value'
  demand --slack-token "${slack_token:-a}" '^[A-Za-z0-9_-]{1,255}$' 'the name of a secret in Secret Manager, not its value'
  demand --button-secret "${button_secret:-a}" '^[A-Za-z0-9_-]{1,255}$' 'the name of a secret in Secret Manager, not its value'
  demand --slack-channel "${slack_channel:-C0}" '^[CG][A-Z0-9]+$' 'the id of a channel, such as C024BE91L'
  # What Slack's own tokens begin with.
  case $slack_token in xox*) faults+=('--slack-token: that is a token; put it into Secret Manager and give the name of the secret') ;; esac
  readable --vars "$vars"
  readable --provision "$provision"
  named_once secrets "$slack_secret$slack_token$button_secret" '--slack-secret, --slack-token and --button-secret'
  named_once settings "$slack_channel" --slack-channel
  if [ -n "$destroy" ] && [ -n "$provision" ]; then
    faults+=('--provision: not together with --destroy')
  fi
}

demand() {
  if [ -z "$2" ]; then
    faults+=("$1: missing; expected $4")
  elif ! [[ $2 =~ $3 ]]; then
    # A secret given by mistake is not to be shown.
    case $1 in
      --slack-* | --button-*) faults+=("$1: expected $4") ;;
      *) faults+=("$1: $2 is not $4") ;;
    esac
  fi
}

readable() {
  if [ -n "$2" ] && [ ! -r "$2" ]; then
    faults+=("$1: $2 cannot be read; expected a file")
  fi
}

# Of two files that set one variable, Terraform takes the last one's value and drops the other's.
named_once() {
  if [ -n "$2" ] && [ -r "$vars" ] && grep -qE "^[[:space:]{]*\"?$1\"?[[:space:]]*[:=]" "$vars"; then
    faults+=("--vars: $vars sets $1, which would replace $3; give all of them in one place")
  fi
}

check_tools() {
  local tool missing=()
  for tool in java jar mvn terraform gcloud curl sha256sum; do
    command -v "$tool" >/dev/null || missing+=("$tool is missing: $(where_from "$tool")")
  done
  [ "${#missing[@]}" = 0 ] || fail "$MISSING_TOOLS" "${missing[@]}"
  check_java
  check_terraform
  printf 'all there\n'
}

where_from() {
  case $1 in
    java | jar) printf 'install a JDK 17 or newer, and put its bin on the PATH' ;;
    mvn) printf 'install Maven 3.8 or newer' ;;
    terraform) printf 'install Terraform 1.5 or newer (developer.hashicorp.com/terraform/install)' ;;
    gcloud) printf 'install the Google Cloud CLI (cloud.google.com/sdk/docs/install)' ;;
    *) printf 'install the package it is in' ;;
  esac
}

check_java() {
  local said release
  said=$(java -version 2>&1)
  said=${said%%$'\n'*}
  release=$(sed -n 's/.*version "\([0-9]*\).*/\1/p' <<<"$said")
  [ "${release:-0}" -ge 17 ] || fail "$MISSING_TOOLS" "java is too old: $said (expected: 17 or newer)"
}

check_terraform() {
  local said version
  said=$(terraform version 2>/dev/null) || said=''
  said=${said%%$'\n'*}
  version=$(sed -n 's/^Terraform v\([0-9.]*\).*/\1/p' <<<"$said")
  [ "$(printf '%s\n' 1.5 "${version:-0}" | sort -V | head -n 1)" = 1.5 ] ||
    fail "$MISSING_TOOLS" "terraform is too old: ${said:-it does not say its version} (expected: 1.5 or newer)"
}

# Names of secrets only; their values are nowhere but in Secret Manager.
write_variables() {
  local secrets='' settings=''
  secrets+=$(pair SALLYPORT_SLACK_SIGNING_SECRET "$slack_secret")
  secrets+=$(pair SALLYPORT_SLACK_BOT_TOKEN "$slack_token")
  secrets+=$(pair SALLYPORT_BUTTON_KEY "$button_secret")
  settings+=$(pair SALLYPORT_SLACK_CHANNEL "$slack_channel")
  {
    printf '{"project": "%s", "region": "%s"' "$project" "$region"
    [ -z "$secrets" ] || printf ', "secrets": {%s}' "${secrets%, }"
    [ -z "$settings" ] || printf ', "settings": {%s}' "${settings%, }"
    printf ', "packages": "%s"}\n' "$PWD/$PACKAGES"
  } >"$DEPLOY/variables.tfvars.json"
  variables=("-var-file=$PWD/$DEPLOY/variables.tfvars.json")
  [ -z "$vars" ] || variables+=("-var-file=$(realpath "$vars")")
}

pair() {
  [ -z "$2" ] || printf '"%s": "%s", ' "$1" "$2"
}

build() {
  local module
  mvn -B -q -DskipTests package >"$DEPLOY/build.log" 2>&1 || {
    grep '^\[ERROR\]' "$DEPLOY/build.log" >&2 || true
    fail 1 "the build failed; all that Maven said is in $PWD/$DEPLOY/build.log"
  }
  mkdir -p "$PACKAGES"
  while read -r module; do
    pack "$module"
  done < <(sed -n 's/^ *module: *//p' infra/functions.yaml | sort -u)
}

# A thin jar beside its libraries, which its manifest names: what Google's buildpack takes for a function as it is
# (cloud.google.com/functions/docs/concepts/java-deploy).
pack() {
  local name=${1//\//-} folder entry library entries
  folder=$DEPLOY/packages/$name
  rm -rf "$folder"
  mkdir -p "$folder/libs"
  IFS=: read -r -a entries < <(cat "$1/target/class-path" && echo)
  for entry in "${entries[@]}"; do
    cp "$entry" "$folder/libs/"
  done
  {
    printf 'Class-Path:'
    for library in "$folder"/libs/*; do
      printf ' libs/%s' "${library##*/}"
    done
    printf '\n'
  } | fold -w 70 | sed '2,$s/^/ /' >"$DEPLOY/manifest"
  archive "$folder/function.jar" "$1/target/classes" --manifest "$DEPLOY/manifest"
  archive "$PACKAGES/$name.zip" "$folder" --no-manifest
  printf '%s: %s KiB\n' "$PACKAGES/$name.zip" "$(($(wc -c <"$PACKAGES/$name.zip") / 1024))"
}

# Always in the same order and of the same time.
archive() {
  local file=$1 folder=$2
  shift 2
  find "$folder" -type f -printf '%P\n' | LC_ALL=C sort | sed "s|.*|-C \"$folder\" \"&\"|" >"$DEPLOY/files"
  jar --create --file "$file" --date "$EPOCH" "$@" "@$DEPLOY/files"
}

# What the list says, for whoever wants to know it before Google Cloud is asked.
list_functions() {
  # shellcheck disable=SC2016 # the expressions are Terraform's
  terraform -chdir=infra/google/modules/functions console -var "file=$PWD/infra/functions.yaml" \
    <<<'join("\n", [for name, each in local.functions : "sallyport-${name}: ${each.entry_point}"])' 2>"$DEPLOY/console.err" |
    grep '^sallyport-' >"$DEPLOY/functions" || fail 1 "infra/functions.yaml cannot be read: $(tail -n 1 "$DEPLOY/console.err")"
  printf '%s functions: see %s\n' "$(wc -l <"$DEPLOY/functions")" "$PWD/$DEPLOY/functions"
}

check_project() {
  local account said
  account=$(gcloud auth list --filter=status:ACTIVE --format='value(account)' 2>/dev/null) || account=''
  [ -n "$account" ] || offline 'nobody is signed in; run: gcloud auth login && gcloud auth application-default login'
  said=$(gcloud projects describe "$project" --format='value(projectNumber)' 2>&1) ||
    offline "$account cannot see the project $project: $(tail -n 1 <<<"$said")"
  project_number=$said
  printf 'project %s (%s), as %s\n' "$project" "$project_number" "$account"
  check_rights
}

# So far everything was done on this machine.
offline() {
  printf '\nEverything up to here needs no network, and is all right. From here on Google Cloud has to be asked.\n'
  fail "$NO_CLOUD" "$1"
}

check_rights() {
  local answer right missing=()
  # By standard input, so that the token is on no command line.
  answer=$({
    printf 'header = "Authorization: Bearer %s"\n' "$(gcloud auth print-access-token)"
    printf 'header = "Content-Type: application/json"\n'
    printf 'data = "{\\"permissions\\": [%s]}"\n' "$(printf '\\"%s\\", ' "${RIGHTS[@]}" | sed 's/, $//')"
  } | curl -sS --fail --max-time 30 --config - \
    "https://cloudresourcemanager.googleapis.com/v3/projects/$project:testIamPermissions") ||
    offline 'Resource Manager does not answer; enable its API: gcloud services enable cloudresourcemanager.googleapis.com'
  for right in "${RIGHTS[@]}"; do
    grep -q "\"$right\"" <<<"$answer" || missing+=("the permission $right is missing on $project; roles/owner has it")
  done
  [ "${#missing[@]}" = 0 ] || fail "$MISSING_RIGHTS" "${missing[@]}"
}

# Terraform's state is in a bucket that keeps older versions. A dry run without one goes by an empty state.
prepare_state() {
  local bucket=$project-sallyport-state
  terraform_folder=infra/google
  if gcloud storage buckets describe "gs://$bucket" --project="$project" --format='value(name)' >/dev/null 2>&1; then
    terraform -chdir=infra/google init -input=false -reconfigure -backend-config="bucket=$bucket"
  elif [ -n "$dry_run" ]; then
    printf 'The bucket gs://%s for the state would be made.\n' "$bucket"
    forget_state
  else
    gcloud storage buckets create "gs://$bucket" --project="$project" --location="$region" \
      --uniform-bucket-level-access --public-access-prevention
    gcloud storage buckets update "gs://$bucket" --versioning
    terraform -chdir=infra/google init -input=false -reconfigure -backend-config="bucket=$bucket"
  fi
}

forget_state() {
  rm -rf "$DEPLOY/dry-run"
  mkdir -p "$DEPLOY/dry-run"
  cp -R infra/google infra/functions.yaml "$DEPLOY/dry-run/"
  printf 'terraform {\n  backend "local" {}\n}\n' >"$DEPLOY/dry-run/google/backend_override.tf"
  terraform_folder=$DEPLOY/dry-run/google
  terraform -chdir="$terraform_folder" init -input=false
}

plan() {
  terraform -chdir="$terraform_folder" plan -input=false "${variables[@]}" -out="$PWD/$DEPLOY/plan" "$@"
}

apply() {
  confirm "Apply this plan to $project?"
  terraform -chdir="$terraform_folder" apply -input=false "$PWD/$DEPLOY/plan"
}

confirm() {
  local answer
  [ -z "$yes" ] || return 0
  printf '%s Type the project to go on: ' "$1"
  read -r answer || answer=''
  [ "$answer" = "$project" ] || fail "$REFUSED" 'that is not the project; nothing was changed'
}

# Eventarc makes the subscriptions with Pub/Sub's defaults, by names of its own
# (cloud.google.com/eventarc/docs/retry-events).
set_deliveries() {
  local function trigger topic attempts minimum maximum deadline subscription
  terraform -chdir="$terraform_folder" output -raw deliveries >"$DEPLOY/deliveries"
  while read -r function trigger topic attempts minimum maximum deadline; do
    subscription=$(gcloud eventarc triggers describe "$trigger" --project="$project" --location="$region" \
      --format='value(transport.pubsub.subscription)' </dev/null)
    gcloud pubsub subscriptions update "$subscription" --project="$project" --dead-letter-topic="$topic" \
      --max-delivery-attempts="$attempts" --min-retry-delay="$minimum" --max-retry-delay="$maximum" \
      --ack-deadline="$deadline" --expiration-period=never --quiet </dev/null
    printf '%s: from %s to %s, then %s after %s times\n' "$function" "$minimum" "$maximum" "${topic##*/}" "$attempts"
  done <"$DEPLOY/deliveries"
}

try_out() {
  local code=0
  if [ -z "$smoke_test" ]; then
    printf 'left out\n'
  elif [ -n "$provision" ]; then
    ./sallyport provision --project "$project" "$provision"
  else
    # Looks and writes nothing: through the topic, intake, the function plan and the database.
    sed "s/\"project\": \"[^\"]*\"/\"project\": \"$project\"/" examples/second.json >"$DEPLOY/smoke.json"
    ./sallyport plan --project "$project" --timeout 10m "$DEPLOY/smoke.json" >"$DEPLOY/smoke.out" 2>&1 || code=$?
    # 3: the plan has changes to make, as it must have where nothing is yet.
    if [ "$code" != 0 ] && [ "$code" != 3 ]; then
      cat "$DEPLOY/smoke.out" >&2
      fail 1 "the smoke test failed (exit code $code); run this again when what it says is mended"
    fi
    printf 'a request went through the chain, and its plan came back\n'
  fi
}

by_hand() {
  local console="https://console.cloud.google.com" secret slack
  printf '%s\n' \
    "- The consent screen: $console/auth/branding?project=$project" \
    "- For people outside your organisation, an OAuth client of your own: $console/auth/clients?project=$project" \
    "  Its redirect URI is https://iap.googleapis.com/v1/oauth/clientIds/CLIENT_ID:handleRedirect; put its secret into Secret" \
    '  Manager and name both in the request ("consent": {"ownClient": ...}).'
  terraform -chdir="$terraform_folder" output -raw empty_secrets >"$DEPLOY/secrets"
  while read -r secret; do
    [ -z "$secret" ] || printf '%s\n' "- The value of $secret, from standard input: gcloud secrets versions add $secret --project=$project --data-file=-"
  done <"$DEPLOY/secrets"
  slack=$(terraform -chdir="$terraform_folder" output -raw slack_url)
  printf '%s\n' '- A Slack app: https://api.slack.com/apps?new_app=1, "From a manifest", with this one:' ''
  manifest "$slack"
}

# The one of docs/chat.md, with the function's address.
manifest() {
  # shellcheck disable=SC2016 # the back ticks are Markdown's
  sed -n '/^```yaml$/,/^```$/p' docs/chat.md | sed -e '/^```/d' -e "s|https://FUNCTION_URL|$1|" -e 's/^/    /'
}

destroy() {
  step 'Project'
  check_project
  step 'Deployments'
  refuse_while_deployments_are_there
  step 'Plan'
  mkdir -p "$PACKAGES"
  prepare_state
  if [ -n "$dry_run" ]; then
    plan -destroy -var deletion_protection=false
    printf '\nA dry run: nothing was changed.\n'
    return
  fi
  confirm "Take Sallyport out of $project, with its database and its secrets?"
  terraform -chdir="$terraform_folder" apply -input=false -auto-approve "${variables[@]}" -var deletion_protection=false
  terraform -chdir="$terraform_folder" destroy -input=false -auto-approve "${variables[@]}" -var deletion_protection=false
  printf '%s\n' "The state is left in gs://$project-sallyport-state, and the database with its backups as long as Google keeps them."
}

# What they protect would go on without anybody who looks after it.
refuse_while_deployments_are_there() {
  local left
  ./sallyport list --project "$project" --json >"$DEPLOY/list" 2>"$DEPLOY/list.err" ||
    fail "$REFUSED" "whether deployments are there cannot be told: $(tail -n 1 "$DEPLOY/list.err")"
  left=$(tr -d '\n' <"$DEPLOY/list" | grep -o '"deployment" *: *"[^"]*"[^}]*"phase" *: *"[A-Z]*"' | grep -v '"DESTROYED"$' |
    sed 's/^"deployment" *: *"\([^"]*\)".*"\([A-Z]*\)"$/\1 (\2)/') || true
  [ -z "$left" ] || fail "$REFUSED" "these deployments are there; destroy them first (./sallyport destroy NAME): ${left//$'\n'/, }"
  printf 'none\n'
}

main "$@"
