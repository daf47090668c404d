using System.Text.Json.Nodes;

namespace ConfigSync.TestKit.Cluster;

/// <summary>One request in the audit log of the API server.</summary>
/// <param name="Json">The event.</param>
public sealed record AuditEntry(JsonObject Json)
{
    /// <summary>The user that sent the request.</summary>
    public string User => (string)Json["user"]!["username"]!;

    /// <summary>The verb of the API, such as watch or patch.</summary>
    public string Verb => (string)Json["verb"]!;

    public string Resource => (string?)Json["objectRef"]?["resource"] ?? "";

    public string? Namespace => (string?)Json["objectRef"]?["namespace"];

    public string? Name => (string?)Json["objectRef"]?["name"];

    /// <summary>The HTTP status of the answer; 0 when the client went away before.</summary>
    public int Status => (int?)Json["responseStatus"]?["code"] ?? 0;

    /// <summary>The request body, where the policy keeps it.</summary>
    public JsonObject? Body => Json["requestObject"]?.AsObject();

    /// <summary>The annotations of admission, by key.</summary>
    public IReadOnlyDictionary<string, string> Annotations =>
        Json["annotations"]?.AsObject().ToDictionary(static pair => pair.Key, static pair => (string)pair.Value!) ?? [];

    public override string ToString() => $"{User} {Verb} {Resource} {Namespace}/{Name} -> {Status}";
}
