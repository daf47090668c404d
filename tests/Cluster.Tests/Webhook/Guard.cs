using System.Text.Json.Nodes;
using ConfigSync.TestKit;
using ConfigSync.TestKit.Cluster;

namespace ConfigSync.Cluster.Tests.Webhook;

/// <summary>The policy of the component guard, in force until disposed.</summary>
internal sealed class Guard : IAsyncDisposable
{
    public const string Policy = "config-sync-guard";

    private readonly RealCluster _cluster;
    private readonly IReadOnlyList<JsonObject> _objects;

    private Guard(RealCluster cluster, bool denies)
    {
        _cluster = cluster;
        _objects = [.. Installed.Read("components", "guard", "policy.yaml"), .. Installed.Read("components", "guard", "bindings.yaml")];
        foreach (var item in _objects)
        {
            if ((string?)item["kind"] == "ValidatingAdmissionPolicy")
            {
                // As installed, an expression that can't be evaluated lets the Pod pass; here it must not go unnoticed.
                item["spec"]!["failurePolicy"] = "Fail";
            }
            else if (denies)
            {
                // What the component guard-deny changes.
                item["spec"]!["validationActions"] = new JsonArray("Deny", "Audit");
            }
        }
    }

    /// <summary>Installs it and waits until both of its bindings act.</summary>
    public static async Task<Guard> StandAsync(RealCluster cluster, string watchedNamespace, bool denies = false)
    {
        var guard = new Guard(cluster, denies);
        foreach (var item in guard._objects)
        {
            var applied = await cluster.Admin.ApplyAsync(item, "installer", "force=true");
            Assert.True(applied.IsDone, applied.Message);
            Assert.Empty(applied.Warnings);
        }

        await Wait.Until(async () => await guard.NoticesAsync(Pods.MountingConfigMap("probe", "default").Labelled("enabled")), "the Pod's binding acts");
        await Wait.Until(async () => await guard.NoticesAsync(Pods.MountingConfigMap("probe", watchedNamespace)), "the Namespace's binding acts");
        return guard;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var item in _objects)
        {
            (await _cluster.Admin.DeleteAsync(item)).Done();
        }

        await Wait.Until(async () => !await NoticesAsync(Pods.MountingConfigMap("probe", "default").Labelled("enabled")), "the guard is gone");
    }

    private async Task<bool> NoticesAsync(JsonObject pod)
    {
        var answer = await _cluster.Admin.CreateAsync(pod, "dryRun=All");
        return !answer.IsDone || answer.Warnings.Any(static warning => warning.Contains(Policy, StringComparison.Ordinal));
    }
}
