namespace ConfigSync.Injection.Reading;

/// <summary>A text of a container and where it stands: <c>{Before}/{Index}{After}</c> below the container.</summary>
internal readonly record struct TextView(string Before, int Index, string After, string Value)
{
    public string PointerIn(ContainerView container) => $"{container.Pointer}/{Before}/{Index}{After}";
}
