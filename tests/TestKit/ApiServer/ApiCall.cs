namespace ConfigSync.TestKit.ApiServer;

/// <summary>One request that the server got.</summary>
/// <param name="Verb">The verb of Kubernetes' authorization: get, list, watch, create, update, patch, delete.</param>
/// <param name="Path">What it was about.</param>
/// <param name="Query">The query string, with its question mark.</param>
/// <param name="Accept">The media types that the client takes.</param>
/// <param name="Body">What was sent.</param>
/// <param name="At">When it came: a time stamp of the Stopwatch.</param>
public sealed record ApiCall(string Verb, ApiPath Path, string Query, string Accept, string Body, long At)
{
    public string Resource => Path.Resource;

    public string? Namespace => Path.Namespace;

    public string? Name => Path.Name;

    /// <summary>The bearer token, which distinguishes clients.</summary>
    public string Token { get; init; } = "";

    /// <summary>The status that was answered; 0 while it is not, or when the connection was cut instead.</summary>
    public int Status { get; set; }

    public override string ToString() => $"{Verb} {Resource} {Namespace}/{Name}{Query} -> {Status} {Body}";
}
