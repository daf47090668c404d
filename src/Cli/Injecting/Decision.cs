using System.Text.Json.Nodes;
using ConfigSync.Injection.Admission;
using ConfigSync.Cli.Documents;
using ConfigSync.Cli.Workloads;

namespace ConfigSync.Cli.Injecting;

/// <summary>The decision about the Pods of one workload.</summary>
/// <param name="Document">The document that holds the workload.</param>
/// <param name="Workload">The workload, injected already if that is what was decided.</param>
/// <param name="Pod">The Pod before.</param>
/// <param name="Entry">The entry that sends it to the webhook; <see langword="null"/> when none does.</param>
/// <param name="Result">The webhook's decision; <see langword="null"/> when it is not called.</param>
internal sealed record Decision(ManifestDocument Document, Workload Workload, JsonObject Pod, WebhookEntry? Entry, InjectionResult? Result)
{
    /// <summary>The file, line and workload, to begin a message with.</summary>
    public string Where => $"{Document.Source}:{Document.Line}: {Workload.Title}";
}
