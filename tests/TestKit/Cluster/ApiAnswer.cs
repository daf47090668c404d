using System.Net;
using System.Text.Json.Nodes;

namespace ConfigSync.TestKit.Cluster;

/// <summary>An answer of the API server.</summary>
/// <param name="Code">The HTTP status.</param>
/// <param name="Body">The object, or the Status that says why not.</param>
/// <param name="Warnings">What it warns the client of.</param>
public sealed record ApiAnswer(HttpStatusCode Code, JsonObject Body, IReadOnlyList<string> Warnings)
{
    /// <summary>True for a success.</summary>
    public bool IsDone => (int)Code is >= 200 and < 300;

    /// <summary>Why not.</summary>
    public string Message => (string?)Body["message"] ?? "";

    /// <summary>The object; fails the test when there is none.</summary>
    public JsonObject Done() => IsDone ? Body : throw new InvalidOperationException($"the API server answers {(int)Code}: {Message}");
}
