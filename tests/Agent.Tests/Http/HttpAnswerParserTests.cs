using System.Text;
using ConfigSync.Agent.Http;

namespace ConfigSync.Agent.Tests.Http;

public sealed class HttpAnswerParserTests
{
    [Fact]
    public void StatusAndReasonAreRead()
    {
        var answer = Parse("HTTP/1.1 200 OK\r\nContent-Length: 0", "");
        Assert.Equal((200, "OK", true), (answer.Status, answer.Reason, answer.IsSuccess));
    }

    [Fact]
    public void AnswerWithoutAReasonIsRead() => Assert.Equal(204, Parse("HTTP/1.1 204", "").Status);

    [Theory]
    [InlineData("SSH-2.0-OpenSSH")]
    [InlineData("HTTP/1.1")]
    [InlineData("HTTP/1.1 abc")]
    public void WhatIsNotHttpIsRefused(string head) => Assert.Throws<IOException>(() => Parse(head, ""));

    [Theory]
    [InlineData("HTTP/1.1 301 Moved\r\nLocation: /x", "", "answered 301 Moved to '/x'; redirects are not followed, name the final URL")]
    [InlineData(
        "HTTP/1.1 403 Forbidden", "Lifecycle API is not enabled.\n",
        "answered 403 Forbidden: 'Lifecycle API is not enabled.'; is reloading enabled there, as by Prometheus' --web.enable-lifecycle?")]
    [InlineData("HTTP/1.1 500 No", "line\nline\u0007", "answered 500 No: 'line line '")]
    public void ProblemCarriesItsRemedy(string head, string body, string problem) => Assert.Equal(problem, Parse(head, body).Problem);

    [Fact]
    public void ShownUrlHasNeitherUserNorQuery() =>
        Assert.Equal("https://host:8443/reload", HttpCaller.Shown(new Uri("https://user:secret@host:8443/reload?token=secret")));

    private static HttpAnswer Parse(string head, string body) => HttpAnswerParser.Parse(Encoding.ASCII.GetBytes(head), Encoding.UTF8.GetBytes(body));
}
