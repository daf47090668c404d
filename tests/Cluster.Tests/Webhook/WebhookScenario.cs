using System.Text.Json.Nodes;
using ConfigSync.TestKit.Cluster;

namespace ConfigSync.Cluster.Tests.Webhook;

/// <summary>What these tests have in common.</summary>
[Collection(WebhookTests.Name)]
public abstract class WebhookScenario(WebhookCluster fixture)
{
    /// <summary>Nothing is kept of what is created so, but all of admission is gone through.</summary>
    private protected const string DryRun = "dryRun=All";

    private protected WebhookCluster Fixture => fixture;

    private protected RealCluster Cluster => fixture.Cluster;

    /// <summary>Makes a namespace that holds its Pods to a level of Pod Security.</summary>
    private protected Task<string> NewNamespaceAsync(string level, params (string Key, string Value)[] labels) =>
        Cluster.NewNamespaceAsync([("pod-security.kubernetes.io/enforce", level), ("pod-security.kubernetes.io/warn", level), .. labels]);

    /// <summary>Creates a Pod, and returns which entries of the registration called the webhook for it, in order.</summary>
    private protected async Task<(ApiAnswer Answer, IReadOnlyList<string> Called)> CreateAsync(JsonObject pod, string query = DryRun)
    {
        var mark = Cluster.Audit.End;
        var answer = await Cluster.Admin.CreateAsync(pod, query);
        var audited = Cluster.Audit.Since(mark).Single(static entry => entry is { Verb: "create", Resource: "pods" });
        var called = audited.Annotations
            .Where(static note => note.Key.StartsWith("mutation.webhook.admission.k8s.io/", StringComparison.Ordinal))
            .OrderBy(static note => note.Key, StringComparer.Ordinal)
            .Select(static note => (string)JsonNode.Parse(note.Value)!["webhook"]!);
        return (answer, [.. called]);
    }
}
