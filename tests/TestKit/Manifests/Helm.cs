using System.Text.Json.Nodes;
using ConfigSync.TestKit.Requirements;
using ConfigSync.TestKit.Yaml;

namespace ConfigSync.TestKit.Manifests;

/// <summary>The real program that users type, on the chart in the sources.</summary>
public static class Helm
{
    private static readonly Lazy<(string? Program, string? Missing)> Found = new(Find);

    /// <summary>Why it cannot be used; <see langword="null"/> when it can.</summary>
    public static string? Missing => Found.Value.Missing;

    /// <summary>The chart's folder.</summary>
    public static string Chart { get; } = Repository.PathOf("charts", "config-sync");

    /// <summary>A file of the chart.</summary>
    public static string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([Chart, .. parts]);

    /// <summary>The objects that the chart makes as the release <c>config-sync</c> in the namespace of that name.</summary>
    public static IReadOnlyList<JsonObject> Template(params IEnumerable<string> arguments) => TemplateAs("config-sync", "config-sync", arguments);

    /// <summary>The objects that the chart makes as another release, or elsewhere.</summary>
    public static IReadOnlyList<JsonObject> TemplateAs(string release, string inNamespace, params IEnumerable<string> arguments) =>
        ManifestYaml.Parse(Run(["template", release, Chart, $"--namespace={inNamespace}", .. arguments]));

    /// <summary>Runs it and gives what it printed; fails when it does, with what it said.</summary>
    public static string Run(params IEnumerable<string> arguments) => Tools.Output(Found.Value.Program!, arguments);

    private static (string?, string?) Find()
    {
        try
        {
            return (Tools.Output("bash", Repository.PathOf(".ci", "helm")).Trim(), null);
        }
        catch (Exception e) when (e is InvalidOperationException or TimeoutException)
        {
            return (null, $"needs helm, on PATH or by `.ci/helm`: {e.Message.Trim()}");
        }
    }
}
