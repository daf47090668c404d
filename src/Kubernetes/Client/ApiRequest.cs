using System.Net.Http.Headers;

namespace ConfigSync.Kubernetes.Client;

/// <summary>One request: its name in messages, and its content on the wire.</summary>
/// <param name="Verb">The RBAC verb: get, list, watch, create, patch.</param>
/// <param name="Target">Resource and name, for messages.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">Path and query.</param>
internal sealed record ApiRequest(string Verb, string Target, HttpMethod Method, string Path)
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    public ReadOnlyMemory<byte>? Body { get; init; }

    public MediaTypeHeaderValue ContentType { get; init; } = Json;

    public string Accept { get; init; } = "application/json";
}
