using System.Text.Json.Nodes;
using ConfigSync.Cli.Documents;
using ConfigSync.Cli.Workloads;
using ConfigSync.Injection;

namespace ConfigSync.Cli.Injecting;

/// <summary>What would become of the Pods of one workload.</summary>
/// <param name="Document">Where the workload stands.</param>
/// <param name="Workload">The workload, injected already if that is what was decided.</param>
/// <param name="Pod">The Pod before.</param>
/// <param name="Entry">The entry that sends it to the webhook; <see langword="null"/> when none does.</param>
/// <param name="Result">What the webhook decides; <see langword="null"/> when it is not called.</param>
internal sealed record Decision(ManifestDocument Document, Workload Workload, JsonObject Pod, WebhookEntry? Entry, InjectionResult? Result)
{
    /// <summary>Where and what, to begin a message with.</summary>
    public string Where => $"{Document.Source}:{Document.Line}: {Workload.Title}";
}
