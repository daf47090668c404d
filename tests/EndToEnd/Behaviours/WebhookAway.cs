using System.Net;
using System.Text.Json.Nodes;
using ConfigSync.EndToEnd.Running;

namespace ConfigSync.EndToEnd.Behaviours;

internal sealed class WebhookAway : Behaviour
{
    public override string Promise => "while the webhook is away, `enabled` starts without the agent and the guard says so, `required` is refused, others are not held up";

    public override async Task<string> RunAsync(Stage stage)
    {
        var space = await stage.NamespaceAsync("away");
        await stage.Installation.ScaleAsync(Installation.Webhook, 0);
        try
        {
            var plain = await stage.Cluster.Api.CreateAsync(Workloads.Pod("plain", space, null));
            Assert.True(plain.IsDone, plain.Message);
            Assert.Empty(plain.Warnings);

            var enabled = await stage.Cluster.Api.CreateAsync(Workloads.Pod("without-agent", space, "enabled"));
            Assert.False(Pod.HasAgent(enabled.Done()));
            Assert.Contains("the Pod came without it: the webhook was not reachable", Assert.Single(enabled.Warnings), StringComparison.Ordinal);

            var required = await stage.Cluster.Api.CreateAsync(Workloads.Pod("refused", space, "required"));
            Assert.Equal(HttpStatusCode.InternalServerError, required.Code);
            Assert.Contains("failed calling webhook \"pod-required.config-sync.dev\"", required.Message, StringComparison.Ordinal);
        }
        finally
        {
            await stage.Installation.ScaleAsync(Installation.Webhook, 2);
        }

        await stage.Installation.AnswersAsync();
        var audited = stage.Options.AuditLog is { } log ? await AuditedAsync(log, space) : "the audit log is not looked at: E2E_AUDIT_LOG is not set";
        await stage.DropAsync(space);
        return audited;
    }

    private static async Task<string> AuditedAsync(string log, string space)
    {
        string? missed = null;
        await Patience.UntilAsync(
            async () =>
            {
                await using var stream = new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                using var reader = new StreamReader(stream);
                while (await reader.ReadLineAsync() is { } line)
                {
                    if (line.Contains(space, StringComparison.Ordinal) && line.EndsWith('}')
                        && (string?)JsonNode.Parse(line)!["annotations"]?["config-sync-guard/missed"] is { } found)
                    {
                        missed = found;
                    }
                }

                return missed is not null;
            },
            "the audit log has the guard's entry");
        Assert.Equal("the agent is missing", missed);
        return "with its audit entry";
    }
}
