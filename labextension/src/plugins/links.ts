import {
  IRouter,
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { URLExt } from '@jupyterlab/coreutils';
import {
  ITranslator,
  nullTranslator,
  type TranslationBundle
} from '@jupyterlab/translation';

import { asTracksideError } from '../api/error';
import { CommandIDs } from '../commands';
import { Later } from '../later';
import { type Link, linkAt, linkInQuery, withoutLink } from '../model/link';
import { ITrackside } from '../tokens';
import { NO_ARGUMENTS } from './commandoptions';
import { sayFailure } from './said';

const following = new Later(() => import('./followedlink'));

/** Follows the links that MLflow's client prints: in the address of a new page, or clicked here. */
export const linksPlugin: JupyterFrontEndPlugin<void> = {
  id: 'trackside:links',
  description: 'Opens the links of MLflow’s client in the panel.',
  autoStart: true,
  requires: [ITrackside],
  optional: [IRouter, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    trackside: ITrackside,
    router: IRouter | null,
    translator: ITranslator | null
  ): void => {
    const trans = (translator ?? nullTranslator).load('trackside');
    const follow = async (link: Link): Promise<void> => {
      await app.restored;
      await app.commands.execute(CommandIDs.open);
      try {
        const { showLinked } = await following.load(trans);
        await showLinked(link, trackside.model, trans);
      } catch (reason) {
        sayFailure(asTracksideError(reason).message);
      }
    };
    if (router) {
      followAddress(app, router, follow, trans);
    }
    followClicks(app.serviceManager.serverSettings.baseUrl, follow);
  }
};

type Follow = (link: Link) => Promise<void>;

/** Follow a link in the page's address, which is then as if there had been none. */
function followAddress(
  app: JupyterFrontEnd,
  router: IRouter,
  follow: Follow,
  trans: TranslationBundle
): void {
  app.commands.addCommand(CommandIDs.followLink, {
    label: trans.__('Follow Link to a Run or Model'),
    describedBy: { args: NO_ARGUMENTS },
    execute: () => {
      const link = linkInQuery(router.current.search ?? '');
      if (link) {
        // At once: Lab may route the same address again while the page starts.
        const { history, location } = window;
        history.replaceState(history.state, '', withoutLink(location.href));
        void follow(link);
      }
    }
  });
  router.register({
    command: CommandIDs.followLink,
    pattern: /[?&]trackside=/
  });
}

/** Follow a plain click on a link, for instance in the output of a cell, without a new page. */
function followClicks(baseUrl: string, follow: Follow): void {
  const base = new URL(URLExt.join(baseUrl, '/'), window.location.href);
  document.addEventListener(
    'click',
    event => {
      const link = isPlain(event) ? clickedLink(event, base.pathname) : null;
      if (link) {
        event.preventDefault();
        event.stopPropagation();
        void follow(link);
      }
    },
    { capture: true }
  );
}

function isPlain(event: MouseEvent): boolean {
  const { button, ctrlKey, metaKey, shiftKey, altKey } = event;
  return button === 0 && !(ctrlKey || metaKey || shiftKey || altKey);
}

function clickedLink({ target }: MouseEvent, base: string): Link | null {
  const anchor = target instanceof Element ? target.closest('a') : null;
  return anchor && linkAt(anchor.href, window.location.href, base);
}
