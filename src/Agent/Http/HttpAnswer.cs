namespace ConfigSync.Agent.Http;

/// <summary>The answer of a URL.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Reason">The reason phrase.</param>
/// <param name="Location">The target of a redirect.</param>
/// <param name="Body">The beginning of the body, for error messages.</param>
internal sealed record HttpAnswer(int Status, string Reason, string? Location, string Body)
{
    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>The error, with the remedy if there is a known one.</summary>
    public string Problem => Status switch
    {
        >= 300 and < 400 => $"answered {Status} {Reason} to '{Location}'; redirects are not followed, name the final URL",
        403 => $"answered 403 {Reason}{Quoted}; is reloading enabled there, as by Prometheus' --web.enable-lifecycle?",
        405 => $"answered 405 {Reason}; does it expect another method?",
        _ => $"answered {Status} {Reason}{Quoted}",
    };

    private string Quoted => Body.Length == 0 ? "" : $": '{Body}'";
}
