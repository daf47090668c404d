using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ConfigSync.Contract;
using ConfigSync.Repository.Tests.Laws;
using ConfigSync.TestKit;

namespace ConfigSync.Repository.Tests.Manifests;

/// <summary>Alerts and the dashboard ask for metrics that there are, in expressions that Prometheus understands.</summary>
public sealed partial class MonitoringTests
{
    // Who counts what; the longest prefix first.
    private static readonly (string Prefix, string Project)[] Owners =
        [("config_sync_webhook_", "Webhook"), ("config_sync_controller_", "Controller"), ("config_sync_", "Agent")];

    [KubectlFact]
    public void EveryMetricThatIsAskedForIsWrittenInTheSources()
    {
        var names = Expressions().SelectMany(expression => MetricName().Matches(expression)).Select(match => match.Value).Distinct().ToArray();
        Assert.NotEmpty(names);

        Assert.All(names, name =>
        {
            var (prefix, project) = Owners.First(owner => name.StartsWith(owner.Prefix, StringComparison.Ordinal));
            var written = HistogramSuffix().Replace(name, "");
            var rest = written[prefix.Length..];
            // Either as a whole, or after a constant that holds the prefix.
            string[] forms = [$"\"{written}\"", $"\"{rest}\"", $"{{Prefix}}{rest}"];
            Assert.True(
                ProjectReferenceTests.Files(project).Select(File.ReadAllText).Any(text => forms.Any(form => text.Contains(form, StringComparison.Ordinal))),
                $"no source of {project} writes the metric {name}");
        });
    }

    [KubectlFact("promtool")]
    public void EveryExpressionIsUnderstoodByPrometheus()
    {
        using var folder = new TemporaryFolder();
        var rules = Expressions().Select((expression, at) => new JsonObject { ["record"] = $"test:{at}", ["expr"] = expression });
        var group = new JsonObject { ["name"] = "test", ["rules"] = new JsonArray([.. rules]) };
        var file = folder.Write("rules.json", new JsonObject { ["groups"] = new JsonArray(group) }.ToJsonString());

        Assert.Contains("SUCCESS", Tools.Output("promtool", "check", "rules", file), StringComparison.Ordinal);
    }

    [KubectlFact]
    public void EveryAlertSaysWhatIsWrongAndHowBadItIs() =>
        Assert.All(Rules(), rule =>
        {
            Assert.NotNull(rule.Text("annotations", "summary"));
            Assert.NotNull(rule.Text("annotations", "description"));
            Assert.Contains(rule.Text("labels", "severity"), new[] { "info", "warning", "critical" });
        });

    [KubectlFact]
    public void AgentsAreFoundByTheLabelAndThePortThatInjectionGives()
    {
        var monitor = ManifestTree.Render("components/monitoring").One("PodMonitor", "config-sync-agents");

        Assert.Equal(InjectedNames.StatusInjected, monitor.Text("spec", "selector", "matchLabels", InjectedNames.StatusLabelKey));
        Assert.Equal(InjectedNames.AgentContainer, Assert.Single(monitor.List("spec", "podMetricsEndpoints")).Text("port"));
    }

    [KubectlFact]
    public void WebhookIsFoundByItsLabelsAndItsPlainPort()
    {
        var objects = ManifestTree.Render("overlays/cert-manager", "monitoring");
        var monitor = objects.One("PodMonitor", "config-sync-webhook");
        var template = objects.One("Deployment").At("spec", "template");

        var labels = template.At("metadata", "labels")!.AsObject().ToDictionary(label => label.Key, label => label.Value!.ToString());
        Assert.True(Selector.Matches(monitor.At("spec", "selector"), labels));
        Assert.Contains(Assert.Single(monitor.List("spec", "podMetricsEndpoints")).Text("port"),
            template.At("spec").List("containers")[0].List("ports").Select(port => port.Text("name")));
    }

    private static IEnumerable<JsonNode> Rules() =>
        ManifestTree.Render("components/monitoring").One("PrometheusRule").List("spec", "groups").SelectMany(group => group.List("rules"));

    private static IEnumerable<string> Expressions()
    {
        var dashboard = JsonNode.Parse(ManifestTree.Render("components/monitoring").One("ConfigMap").Text("data", "dashboard.json")!);
        var panels = dashboard.List("panels").SelectMany(panel => panel.List("targets")).Select(target => target.Text("expr")!
            .Replace("$__rate_interval", "5m", StringComparison.Ordinal).Replace("$namespace", ".*", StringComparison.Ordinal));
        return Rules().Select(rule => rule.Text("expr")!).Concat(panels);
    }

    [GeneratedRegex("config_sync_[a-z_]+")]
    private static partial Regex MetricName();

    [GeneratedRegex("_(bucket|sum|count)$")]
    private static partial Regex HistogramSuffix();
}
