namespace ConfigSync.Injection.Findings;

/// <summary>The kinds of a <see cref="Reason"/>.</summary>
public enum ReasonKind
{
    /// <summary>The Pod is admitted; says whether it was changed.</summary>
    Decision,

    /// <summary>The request could not be answered as asked: it is not a review of a Pod that can be read.</summary>
    Malformed,

    /// <summary>A setting of the Pod is invalid; one of them denies it (or, under <c>onError: warn</c>, leaves it uninjected).</summary>
    Error,

    /// <summary>The outcome differs from what the manifest suggests; the client gets a warning.</summary>
    Warning,

    /// <summary>Worth knowing, but needs no action; recorded without a warning.</summary>
    Note,

    /// <summary>A mount strategy.</summary>
    Strategy,
}
