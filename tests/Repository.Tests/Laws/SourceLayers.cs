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
        ["Kubernetes"] = [],
        ["Telemetry"] = [],
        ["Injection"] = ["Contract"],
        ["Webhook"] = ["Contract", "Injection", "Telemetry"],
        ["Agent"] = ["Contract"],
        ["Controller"] = ["Contract", "Kubernetes", "Telemetry"],
    };

    public static readonly IReadOnlyDictionary<string, string[]> Folders = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["Contract"] = [""],
        ["Telemetry"] = [""],
        ["Agent"] = ["Native", "Events", "Hashing", "Options", "Processes", "State", "Watching", "Copying", "Http", "Reporting", "Installing", "Reloading", "Pipeline", ""],
    };
}
