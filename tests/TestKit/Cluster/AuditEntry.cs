using System.Text.Json.Nodes;

namespace ConfigSync.TestKit.Cluster;

/// <summary>One request, as the API server wrote it down.</summary>
/// <param name="Json">The event.</param>
public sealed record AuditEntry(JsonObject Json)
{
    /// <summary>Who asked.</summary>
    public string User => (string)Json["user"]!["username"]!;

    /// <summary>What for.</summary>
    public string Verb => (string)Json["verb"]!;

    public string Resource => (string?)Json["objectRef"]?["resource"] ?? "";

    public string? Namespace => (string?)Json["objectRef"]?["namespace"];

    public string? Name => (string?)Json["objectRef"]?["name"];

    /// <summary>What was answered; 0 for one who went away before.</summary>
    public int Status => (int?)Json["responseStatus"]?["code"] ?? 0;

    /// <summary>What was sent, where the policy keeps it.</summary>
    public JsonObject? Body => Json["requestObject"]?.AsObject();

    /// <summary>What admission notes, by key.</summary>
    public IReadOnlyDictionary<string, string> Annotations =>
        Json["annotations"]?.AsObject().ToDictionary(static pair => pair.Key, static pair => (string)pair.Value!) ?? [];

    public override string ToString() => $"{User} {Verb} {Resource} {Namespace}/{Name} -> {Status}";
}
