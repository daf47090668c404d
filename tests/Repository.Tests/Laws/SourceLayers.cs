namespace ConfigSync.Repository.Tests.Laws;

/// <summary>
/// Who may know whom, from the bottom up: a project refers to none but those that are listed for it, and inside a project a folder to none but
/// those before it. <c>""</c> is the project's own folder. The one place to change when a folder is added.
/// </summary>
internal static class SourceLayers
{
    public static readonly IReadOnlyDictionary<string, string[]> Projects = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["Contract"] = [],
        ["Options"] = ["Contract"],
        ["Kubernetes"] = [],
        ["Telemetry"] = [],
        ["Injection"] = ["Contract"],
        ["Configuration"] = ["Injection", "Options"],
        ["Webhook"] = ["Configuration", "Telemetry"],
        ["Cli"] = ["Configuration"],
        ["Agent"] = ["Options"],
        ["Controller"] = ["Options", "Kubernetes", "Telemetry"],
    };

    public static readonly IReadOnlyDictionary<string, string[]> Folders = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["Contract"] = [""],
        ["Options"] = [""],
        ["Configuration"] = [""],
        ["Cli"] =
        [
            "Json", "Terminal", "Yaml", "Documents", "Workloads", "Security", "Injecting", "Explaining", "Certificates", "Commands", "",
        ],
        ["Webhook"] = ["Options", "Telemetry", "Reloading", "Admission", "Hosting", ""],
        ["Injection"] =
        [
            "Reading", "Findings", "Policy", "Settings", "Planning/Edits", "Planning/Sidecar", "Planning/Mounts", "Planning", "Patching", "Admission", "",
        ],
        ["Telemetry"] = [""],
        ["Kubernetes"] = ["Models", "Metadata", "Connection", "Client", "Leases", "Watching"],
        ["Controller"] = ["Options", "Telemetry", "Timing", "Cluster", "Nudging", "Rollouts", "Certificates", "Hosting", ""],
        ["Agent"] =
        [
            "Native", "Events", "Hashing", "Options", "Processes", "State", "Watching", "Copying", "Http", "Reporting", "Installing", "Reloading",
            "Pipeline", "",
        ],
    };
}
