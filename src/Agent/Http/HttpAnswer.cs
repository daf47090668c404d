namespace ConfigSync.Agent.Http;

/// <summary>What a URL answered.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Reason">The words behind it.</param>
/// <param name="Location">Where it pointed us to, if it did.</param>
/// <param name="Body">The beginning of the body, for people.</param>
internal sealed record HttpAnswer(int Status, string Reason, string? Location, string Body)
{
    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>What is wrong with it, with the remedy where there is a known one.</summary>
    public string Problem => Status switch
    {
        >= 300 and < 400 => $"answered {Status} {Reason} to '{Location}'; redirects are not followed, name the final URL",
        403 => $"answered 403 {Reason}{Quoted}; is reloading enabled there, as by Prometheus' --web.enable-lifecycle?",
        405 => $"answered 405 {Reason}; does it want another method?",
        _ => $"answered {Status} {Reason}{Quoted}",
    };

    private string Quoted => Body.Length == 0 ? "" : $": '{Body}'";
}
