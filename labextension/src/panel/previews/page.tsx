interface IPageProps {
  readonly src: string;
  readonly name: string;
}

/**
 * An HTML page in a frame of no origin.
 *
 * Its scripts may draw, as those of most reports do; neither the panel around it nor the server, its
 * cookies and its API are within their reach. The server says the same with the page.
 */
export function Page({ src, name }: IPageProps) {
  return (
    <iframe
      className="jp-Trackside-Page"
      sandbox="allow-scripts"
      referrerPolicy="no-referrer"
      src={src}
      title={name}
    />
  );
}
