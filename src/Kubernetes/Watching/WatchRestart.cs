namespace ConfigSync.Kubernetes;

/// <summary>Why a watch had to be started again.</summary>
public enum WatchRestart
{
    /// <summary>The server ended it in good order, as it does every few minutes.</summary>
    Ended,

    /// <summary>The connection broke, or an answer was cut short.</summary>
    Broken,

    /// <summary>The resource version is gone from the server's history, so everything is listed again.</summary>
    Expired,
}
